import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SYNC_SUBPROTOCOL } from '@scratchpad/core/wire';
import { ApiClient } from '../apiClient.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { varUint } from '../varUint.ts';
import { LoadClient, type Address } from './loadClient.ts';

const SETUP_TOKEN = 'the-token-of-the-benchmarks';
/** Kernel ticks of /proc are hundredths of a second on every Linux of today. */
const TICK_MS = 10;

/** A server in a process of its own, under load. */
export type LoadTarget = {
  readonly name: string;
  /** Where to join a room; the same room for the same name. For one connection. */
  readonly address: (room: string) => Promise<Address>;
  readonly join: (room: string) => Promise<LoadClient>;
  /** Ends the process and starts another one on the same data. */
  readonly restart: () => Promise<void>;
  /** CPU time that the process has used. Linux only. */
  readonly cpuMs: () => number;
  /** Memory that it has resident, shared memory included. Linux only. */
  readonly residentBytes: () => number;
  readonly close: () => Promise<void>;
};

type Setup = {
  readonly name: string;
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: (folder: string) => Record<string, string>;
  readonly address: (url: string) => (room: string) => Promise<Address>;
};

/** The workspace server, with its embedded store on disk. */
export function startWorkspaceServer(): Promise<LoadTarget> {
  const idByRoom = new Map<string, Promise<string>>();
  let token: Promise<string | null> | null = null;
  return start({
    name: 'workspace server',
    file: '../../main.ts',
    args: ['serve'],
    env: (folder) => ({
      PORT: '0',
      DATA_DIR: folder,
      SETUP_TOKEN,
      LOG_LEVEL: 'error',
      MAX_CONNECTIONS_PER_USER: '100000',
      TICKETS_PER_MINUTE: '1000000',
      CALLS_PER_MINUTE: '1000000',
    }),
    address: (url) => {
      const api = new ApiClient(url);
      return async (room) => {
        token ??= api.setUp(SETUP_TOKEN, 'owner').then(() => api.token);
        api.token = await token;
        let creating = idByRoom.get(room);
        if (creating === undefined) idByRoom.set(room, (creating = api.createWorkspace(room)));
        const id = await creating;
        const protocols = [SYNC_SUBPROTOCOL, await api.ticket(id)];
        return { url: `${toSocketUrl(url)}/sync/${id}`, protocols, prefix: [], hello: null };
      };
    },
  });
}

/** The naive relay, which has one room and no documents. */
export function startNaiveRelay(): Promise<LoadTarget> {
  return start({ name: 'naive relay', file: 'naiveRelay.ts', address: plainAddress });
}

/** `@y/websocket-server`, with its LevelDB. */
export function startReferenceServer(): Promise<LoadTarget> {
  return start({
    name: '@y/websocket-server',
    file: 'referenceServer.ts',
    env: (folder) => ({ YPERSISTENCE: join(folder, 'level') }),
    address: plainAddress,
  });
}

/** `@hocuspocus/server`, with SQLite. */
export function startHocuspocus(): Promise<LoadTarget> {
  return start({
    name: '@hocuspocus/server',
    file: 'hocuspocusServer.ts',
    env: (folder) => ({ DATABASE: join(folder, 'documents.sqlite') }),
    address: (url) => async (room) => {
      const prefix = text(room);
      // Its Auth message: a token, which it does not look at here.
      return {
        url: toSocketUrl(url),
        protocols: [],
        prefix,
        hello: [...prefix, 2, 0, ...text('token')],
      };
    },
  });
}

function plainAddress(url: string): (room: string) => Promise<Address> {
  return async (room) => ({
    url: `${toSocketUrl(url)}/${room}`,
    protocols: [],
    prefix: [],
    hello: null,
  });
}

const toSocketUrl = (url: string) => url.replace('http', 'ws');

/** A string as lib0 writes it. */
function text(value: string): number[] {
  const bytes = Buffer.from(value);
  return [...varUint(bytes.length), ...bytes];
}

async function start(setup: Setup): Promise<LoadTarget> {
  const folder = await temporaryFolder();
  const launch = async () => {
    const file = fileURLToPath(new URL(setup.file, import.meta.url));
    const child = spawn(process.execPath, [file, ...(setup.args ?? [])], {
      env: { ...process.env, ...setup.env?.(folder.path) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    while (!/http:\S+\n/.test(output)) {
      const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
      output += chunk.toString();
    }
    child.stdout.resume();
    const url = /http:\S+/.exec(output)?.[0] ?? '';
    return { child, address: setup.address(url) };
  };
  let running = await launch();
  const status = (file: string) => readFileSync(`/proc/${running.child.pid}/${file}`, 'utf8');
  return {
    name: setup.name,
    address: (room) => running.address(room),
    join: async (room) => LoadClient.join(await running.address(room)),
    restart: async () => {
      await end(running.child);
      running = await launch();
    },
    cpuMs: () => {
      // Behind the name, which may hold anything: user and system time are fields 14 and 15.
      const stat = status('stat');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    residentBytes: () => {
      const [, kb] = /^VmRSS:\s+(\d+)/m.exec(status('status')) ?? [];
      return Number(kb) * 1024;
    },
    close: async () => {
      await end(running.child);
      await folder.remove();
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
