import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SYNC_SUBPROTOCOL } from '@scratchpad/core/wire';
import { WebSocket } from 'ws';
import { ApiClient } from '../apiClient.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

const SETUP_TOKEN = 'the-token-of-the-benchmarks';
/** Kernel ticks of /proc are hundredths of a second on every Linux of today. */
const TICK_MS = 10;

/** A server in a process of its own, under load. */
export type LoadTarget = {
  /** A socket in a room; the same room for the same name. */
  readonly join: (room: string) => Promise<WebSocket>;
  /** CPU time that the process has used. Linux only. */
  readonly cpuMs: () => number;
  /** Memory that it has resident. Linux only. */
  readonly residentBytes: () => number;
  readonly close: () => Promise<void>;
};

/** The workspace server, with its embedded store on disk. */
export async function startWorkspaceServer(): Promise<LoadTarget> {
  const folder = await temporaryFolder();
  const { child, url } = await start(new URL('../../main.ts', import.meta.url), ['serve'], {
    PORT: '0',
    DATA_DIR: folder.path,
    SETUP_TOKEN,
    LOG_LEVEL: 'error',
    MAX_CONNECTIONS_PER_USER: '100000',
    TICKETS_PER_MINUTE: '1000000',
    CALLS_PER_MINUTE: '1000000',
  });
  const api = new ApiClient(url);
  await api.setUp(SETUP_TOKEN, 'owner');
  const idByRoom = new Map<string, string>();
  return {
    ...observe(child),
    join: async (room) => {
      let id = idByRoom.get(room);
      if (id === undefined) idByRoom.set(room, (id = await api.createWorkspace(room)));
      return open(`${url.replace('http', 'ws')}/sync/${id}`, [
        SYNC_SUBPROTOCOL,
        await api.ticket(id),
      ]);
    },
    close: async () => {
      await end(child);
      await folder.remove();
    },
  };
}

/** The naive relay, which has one room. */
export async function startNaiveRelay(): Promise<LoadTarget> {
  const { child, url } = await start(new URL('naiveRelay.ts', import.meta.url), [], {});
  return {
    ...observe(child),
    join: () => open(url.replace('http', 'ws'), []),
    close: () => end(child),
  };
}

async function start(
  file: URL,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [fileURLToPath(file), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: /http:\S+/.exec(line.toString())?.[0] ?? '' };
}

async function end(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

async function open(url: string, protocols: string[]): Promise<WebSocket> {
  const socket = new WebSocket(url, protocols);
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}

function observe({ pid }: ChildProcess): Pick<LoadTarget, 'cpuMs' | 'residentBytes'> {
  return {
    cpuMs: () => {
      // Behind the name, which may hold anything: user and system time are fields 14 and 15.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    residentBytes: () => {
      const [, kb] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return Number(kb) * 1024;
    },
  };
}
