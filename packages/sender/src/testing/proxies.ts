/** Proxies of others, for the time of one test. They alone know where `*.test` is: at this machine. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server as ChainServer } from 'proxy-chain';
import simpleSocks from 'simple-socks';
import { onTestFinished } from 'vitest';

const USER = { username: 'ann', password: 'p@ss:word' };

/** What a proxy of a test was asked for: `GET http://…`, `CONNECT host:port`, `SOCKS host:port`. */
type StartedProxy = { port: number; asked: string[] };

/** Every name is at this machine. */
const lookup: LookupFunction = (_name, options, callback) =>
  options.all
    ? callback(null, [{ address: '127.0.0.1', family: 4 }])
    : callback(null, '127.0.0.1', 4);

/** An HTTP proxy (`proxy-chain`), over TLS with a certificate. `wantsUser` has it ask for `USER`. */
export async function startHttpProxy(
  options: { wantsUser?: boolean; certificate?: { key: string; cert: string } } = {},
): Promise<StartedProxy> {
  const { wantsUser = false, certificate } = options;
  const asked: string[] = [];
  const proxy = new ChainServer({
    port: 0,
    host: '127.0.0.1',
    ...(certificate
      ? { serverType: 'https' as const, httpsOptions: certificate }
      : { serverType: 'http' as const }),
    prepareRequestFunction: ({ request, username, password }) => {
      asked.push(`${request.method} ${request.url}`);
      const isKnown = username === USER.username && password === USER.password;
      return {
        requestAuthentication: wantsUser && !isKnown,
        dnsLookup: lookup as never,
      };
    },
  });
  await proxy.listen();
  onTestFinished(() => proxy.close(true));
  return { port: proxy.port, asked };
}

/** A SOCKS 5 proxy (`simple-socks`). */
export async function startSocksProxy(
  options: { wantsUser?: boolean } = {},
): Promise<StartedProxy> {
  const asked: string[] = [];
  const proxy = simpleSocks.createServer({
    connectionOptions: ({ address, port }, _origin, defaults, callback) => {
      asked.push(`SOCKS ${address}:${port}`);
      callback(null, { ...defaults, host: '127.0.0.1' });
    },
    ...(options.wantsUser === true && {
      authenticate: (username, password, _socket, callback) => {
        const isKnown = username === USER.username && password === USER.password;
        if (isKnown) callback();
        else callback(new Error('not known'));
      },
    }),
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  return { port: (proxy.address() as AddressInfo).port, asked };
}

const TINYPROXY = '/usr/bin/tinyproxy';
/** Whether this machine has the proxy of {@link startTinyproxy}. */
export const hasTinyproxy = existsSync(TINYPROXY);

/** Debian's tinyproxy, as it comes but for the address it listens at. */
export async function startTinyproxy(): Promise<{ port: number; log: () => string }> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'scratchpad-proxy-'));
  const config = join(folder, 'tinyproxy.conf');
  writeFileSync(
    config,
    `Port ${port}\nListen 127.0.0.1\nTimeout 30\nMaxClients 20\nLogLevel Info\n`,
  );
  const child = spawn(TINYPROXY, ['-d', '-c', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const take = (chunk: Buffer) => {
    log += chunk.toString();
    if (/Accepting connections/i.test(log)) resolve();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.once('exit', () => reject(new Error(`tinyproxy ended: ${log}`)));
  child.once('error', reject);
  await promise;
  return { port, log: () => log };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
