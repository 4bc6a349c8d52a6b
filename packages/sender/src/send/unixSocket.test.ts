/** Requests to Unix sockets, in the field's form: `http://unix:/run/app.sock:/path`. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { networkSchema } from '@scratchpad/core/wire';
import { describe, expect, it, onTestFinished } from 'vitest';
import { collectSend } from '../testing/collectSend.ts';
import { startHttp } from '../testing/servers.ts';

async function startUnix(listener: RequestListener, name = 'app.sock'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'scratchpad-unix-'));
  const path = join(folder, name);
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
  return path;
}

const echo: RequestListener = (request, response) => {
  response.setHeader('Set-Cookie', 'a=1');
  response.end(JSON.stringify([request.method, request.url, request.rawHeaders]));
};

describe.skipIf(process.platform === 'win32')(
  'a Unix socket (skipped where there are none)',
  () => {
    it('takes requests by its path, through no proxy and without cookies', async () => {
      const path = await startUnix(echo);
      const { body, hops, cookies, head } = await collectSend({
        url: `http://unix:${path}:/v1/a b?q=1`,
        network: networkSchema.parse({
          proxy: { mode: 'custom', server: { scheme: 'http', host: '127.0.0.1', port: 9 } },
        }),
        cookies: [{ name: 'c', value: '1', domain: 'localhost', hostOnly: true }],
      });
      const [method, url, headers] = JSON.parse(body.toString()) as [string, string, string[]];
      expect([method, url]).toEqual(['GET', '/v1/a%20b?q=1']);
      expect(headers.map((part) => part.toLowerCase())).toContain('localhost');
      expect(headers.join().toLowerCase()).not.toContain('cookie');
      expect(cookies).toEqual([]);
      expect(head?.url).toBe(`http://unix:${path}:/v1/a%20b?q=1`);
      expect(hops[0]?.connection.remoteAddress).toBe(path);
    });

    it('is found by a path with odd characters, and without a path behind it', async () => {
      const path = await startUnix(echo, 'a b%.sock');
      const { body } = await collectSend({
        url: `http://unix:${path.replace('a b%', 'a%20b%25')}`,
        headers: [['Host', 'named.test']],
      });
      expect(JSON.parse(body.toString())).toMatchObject([
        'GET',
        '/',
        expect.arrayContaining(['named.test']),
      ]);
    });

    it('keeps to itself what redirects to it, and lets go what leads away', async () => {
      const away = await startHttp((_request, response) => response.end('network'));
      const path = await startUnix((request, response) => {
        if (request.url === '/there') response.end('socket');
        else
          response.writeHead(302, { Location: request.url === '/in' ? '/there' : away.url }).end();
      });
      const inside = await collectSend({ url: `http://unix:${path}:/in` });
      expect(inside.body.toString()).toBe('socket');
      const outside = await collectSend({ url: `http://unix:${path}:/out` });
      expect(outside.body.toString()).toBe('network');
    });

    it('is out of reach for redirects of servers', async () => {
      let asked = 0;
      const path = await startUnix((_request, response) => {
        asked += 1;
        response.end();
      });
      const { url } = await startHttp((_request, response) =>
        response.writeHead(302, { Location: `http://unix:${path}:/x` }).end(),
      );
      const { error } = await collectSend({ url });
      expect(error?.code).toMatch(/^DNS_/);
      expect(asked).toBe(0);
    });

    it('that is not there is named', async () => {
      const { error } = await collectSend({ url: 'http://unix:/nowhere/app.sock:/x' });
      expect(error).toMatchObject({
        code: 'CONNECTION_REFUSED',
        errno: 'ENOENT',
        leftMachine: false,
        url: 'http://unix:/nowhere/app.sock:/x',
      });
      expect(error?.message).toContain('There is no socket at /nowhere/app.sock');
    });
  },
);
