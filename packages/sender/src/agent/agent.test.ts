import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  agentHelloSchema,
  EVENTS_CONTENT_TYPE,
  FrameDecoder,
  type SendEvent,
} from '@scratchpad/core/wire';
import { describe, expect, it, onTestFinished } from 'vitest';
import { call, codeOf, sendHeaders, sendMessage, startAgent } from '../testing/agentClient.ts';
import { startHttp } from '../testing/servers.ts';
import { createAgent, type Agent } from './createAgent.ts';

/** Opens a sending and gives back the answer while it is still flowing. */
async function openSend(agent: Agent, message: Uint8Array): Promise<IncomingMessage> {
  const headers = await sendHeaders(agent);
  const request = httpRequest({
    host: '127.0.0.1',
    port: agent.port,
    method: 'POST',
    path: '/api/agent/send',
    headers,
  });
  request.on('error', () => undefined);
  request.end(message);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

async function readFrames(stream: AsyncIterable<Uint8Array>): Promise<(SendEvent | Uint8Array)[]> {
  const decoder = new FrameDecoder();
  const items: (SendEvent | Uint8Array)[] = [];
  for await (const chunk of stream) items.push(...decoder.push(chunk));
  decoder.finish();
  return items;
}

describe('a sending through the agent', () => {
  it('streams events and body bytes, and passes the body of the request on with its length', async () => {
    const agent = await startAgent();
    const server = await startHttp((request, response) => {
      response.setHeader('X-Length', String(request.headers['content-length']));
      request.pipe(response);
    });
    const response = await openSend(
      agent,
      sendMessage({ url: server.url, method: 'POST' }, 'the body'),
    );
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe(EVENTS_CONTENT_TYPE);
    const items = await readFrames(response);
    expect(
      items.map((item) => ('type' in item ? item.type : Buffer.from(item).toString())),
    ).toEqual(['hop', 'head', 'the body', 'end']);
    expect(items[1]).toMatchObject({
      headers: expect.arrayContaining([['X-Length', '8']]) as unknown,
    });
  });

  it('that fails is an answer with an error event', async () => {
    const agent = await startAgent();
    const [error] = await readFrames(await openSend(agent, sendMessage({ url: 'nonsense' })));
    expect(error).toMatchObject({ type: 'error', code: 'INVALID_URL' });
  });

  it('that is no request is refused before anything is sent', async () => {
    const agent = await startAgent();
    for (const message of [
      Buffer.alloc(0),
      Buffer.from([0, 0, 0, 2, 0x7b, 0x7d]),
      Buffer.from('{"url":1}'),
    ]) {
      const answer = await call(
        agent,
        'POST',
        '/api/agent/send',
        await sendHeaders(agent),
        message,
      );
      expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_REQUEST']);
    }
  });

  it('shows each part of a response as it arrives', async () => {
    const agent = await startAgent();
    const { promise: goOn, resolve: letGoOn } = Promise.withResolvers<void>();
    const server = await startHttp((_request, response) => {
      response.write('first');
      void goOn.then(() => response.end('second'));
    });
    const decoder = new FrameDecoder();
    const parts: string[] = [];
    for await (const chunk of await openSend(agent, sendMessage(server))) {
      for (const item of decoder.push(chunk as Uint8Array)) {
        if (!(item instanceof Uint8Array)) continue;
        parts.push(Buffer.from(item).toString());
        letGoOn();
      }
    }
    expect(parts).toEqual(['first', 'second']);
  });

  it('is cancelled when the page goes away, while it waits and while it receives', async () => {
    const agent = await startAgent();
    for (const path of ['/waits', '/flows']) {
      const { promise: isReached, resolve: onReached } = Promise.withResolvers<void>();
      const { promise: isClosed, resolve: onClosed } = Promise.withResolvers<void>();
      const server = await startHttp((request, response) => {
        if (request.url === '/flows') response.write('part');
        response.on('close', onClosed);
        onReached();
      });
      const response = await openSend(agent, sendMessage({ url: server.url + path }));
      response.on('error', () => undefined);
      await isReached;
      response.destroy();
      await isClosed;
    }
  });

  it('goes no faster than the page reads', async () => {
    const agent = await startAgent();
    const total = 128 * 1024 * 1024;
    let written = 0;
    const server = await startHttp((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const fill = () => {
        let wantsMore = true;
        while (wantsMore && written < total) {
          written += chunk.length;
          wantsMore = response.write(chunk);
        }
        if (written >= total) response.end();
      };
      response.on('drain', fill);
      fill();
    });
    const response = await openSend(
      agent,
      sendMessage({ url: server.url, settings: { maxBodyBytes: 0 } }),
    );
    let read = 0;
    let furthestAhead = 0;
    for await (const chunk of response) {
      read += (chunk as Uint8Array).length;
      furthestAhead = Math.max(furthestAhead, written - read);
      // A slow page: the others of this process get many turns between two chunks.
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    }
    expect(read).toBeGreaterThan(total);
    expect(furthestAhead).toBeLessThan(32 * 1024 * 1024);
  }, 30_000);
});

describe('the web app', () => {
  const files = {
    'sw.js': 'self.x = 1',
    'assets/index-abc123.js': `console.log(${JSON.stringify('x'.repeat(5000))})`,
    'script-frame.html': '<script></script>',
    'logo.svg': '<svg/>',
    '.hidden': 'hidden',
  };

  it('has its files, with their types and their time to live', async () => {
    const agent = await startAgent(files);
    for (const [path, type, cache] of [
      ['/', 'text/html; charset=utf-8', 'no-cache'],
      ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
      ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
      [
        '/assets/index-abc123.js?v=1',
        'text/javascript; charset=utf-8',
        'public, max-age=31536000, immutable',
      ],
      ['/logo.svg', 'image/svg+xml; charset=utf-8', 'no-cache'],
    ]) {
      const { status, headers } = await call(agent, 'GET', path!);
      expect([path, status, headers['content-type'], headers['cache-control']]).toEqual([
        path,
        200,
        type,
        cache,
      ]);
    }
  });

  it('is index.html for paths of its router, and 404 for missing files and calls', async () => {
    const agent = await startAgent(files);
    expect((await call(agent, 'GET', '/workspaces/1/settings')).body.toString()).toBe(
      '<h1>app</h1>',
    );
    for (const path of ['/assets/gone.js', '/api', '/api/other', '/api/agent/hello/x']) {
      const answer = await call(agent, 'GET', path);
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 404, 'NOT_FOUND']);
    }
    expect((await call(agent, 'DELETE', '/index.html')).status).toBe(405);
  });

  it('ends at its folder: no path leads out of it, or to a dot file', async () => {
    const agent = await startAgent(files);
    const secret = join(tmpdir(), `${agent.port}-secret.txt`);
    await writeFile(secret, 'treasure');
    onTestFinished(() => rm(secret));
    const name = `${agent.port}-secret.txt`;
    for (const path of [
      `/../${name}`,
      `/..%2f${name}`,
      `/%2e%2e/${name}`,
      `/assets/../../${name}`,
      `/assets/..%5c..%5c${name}`,
      `//${secret}`,
      '/.hidden',
      '/%00',
      '/%zz',
    ]) {
      const answer = await call(agent, 'GET', path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.body.toString()).not.toContain('treasure');
    }
  });

  it('comes compressed as the browser wants it', async () => {
    const agent = await startAgent(files);
    const path = '/assets/index-abc123.js';
    const plain = await call(agent, 'GET', path);
    const br = await call(agent, 'GET', path, { 'Accept-Encoding': 'gzip, deflate, br' });
    const gzip = await call(agent, 'GET', path, { 'Accept-Encoding': 'gzip' });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(brotliDecompressSync(br.body)).toEqual(plain.body);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    expect((await call(agent, 'HEAD', path)).body).toHaveLength(0);
  });

  it('carries its security headers, and the frame for scripts those of its own', async () => {
    const agent = await startAgent(files);
    const { headers } = await call(agent, 'GET', '/');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toContain("default-src 'self';");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    const frame = await call(agent, 'GET', '/script-frame.html');
    expect(frame.headers['content-security-policy']).toMatch(
      /^sandbox allow-scripts; default-src 'none';/,
    );
  });
});

describe('an agent', () => {
  it('says what it is', async () => {
    const agent = await startAgent();
    const { body } = await call(agent, 'GET', '/api/agent/hello');
    expect(agentHelloSchema.parse(JSON.parse(body.toString())).app).toBe('scratchpad-agent');
  });

  it('says PORT_TAKEN when another program has its port, and frees its own when closed', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const options = { port, webRoot: tmpdir() };
    await expect(createAgent(options)).rejects.toMatchObject({ code: 'PORT_TAKEN' });
    server.close();
    await once(server, 'close');

    const agent = await createAgent(options);
    await expect(createAgent(options)).rejects.toMatchObject({ code: 'PORT_TAKEN' });
    await agent.close();
    await (await createAgent(options)).close();
  });

  it('closes while a sending is under way', async () => {
    const agent = await startAgent();
    const server = await startHttp((_request, response) => response.write('part'));
    const response = await openSend(agent, sendMessage(server));
    const ended = new Promise((resolve) => response.on('close', resolve));
    response.on('error', () => undefined).resume();
    await agent.close();
    await ended;
  });
});
