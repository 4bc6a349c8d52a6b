import { describe, expect, it } from 'vitest';
import { collectSend, parseRequest, testPool } from '../testing/collectSend.ts';
import { startHttp, startRecorder, startTcp } from '../testing/servers.ts';
import { send } from './send.ts';

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

describe('what goes out', () => {
  it('keeps the order, case and duplicates of headers', async () => {
    const server = await startRecorder();
    const headers: [string, string][] = [
      ['X-Two', '2'],
      ['x-one', '1'],
      ['X-Two', '3'],
      ['X-ONE', ''],
    ];
    await collectSend({ url: server.url, headers });
    expect(await server.firstRequest).toContain('X-Two: 2\r\nx-one: 1\r\nX-Two: 3\r\nX-ONE: \r\n');
  });

  it('keeps a Host and a Connection of the request in their places', async () => {
    const server = await startRecorder();
    const headers: [string, string][] = [
      ['X-A', '1'],
      ['HOST', 'example.test'],
      ['x-b', '2'],
      ['Connection', 'Keep-Alive'],
      ['X-A', '3'],
    ];
    await collectSend({ url: server.url, headers });
    const sent = await server.firstRequest;
    expect(sent).toContain(
      'X-A: 1\r\nHOST: example.test\r\nx-b: 2\r\nConnection: Keep-Alive\r\nX-A: 3\r\n',
    );
    expect(sent.match(/^(?:host|connection):/gim)).toHaveLength(2);
  });

  it('leaves out each automatic header that is switched off', async () => {
    const names = [
      'Host',
      'User-Agent',
      'Accept',
      'Accept-Encoding',
      'Connection',
      'Content-Length',
      'Cookie',
    ];
    const server = await startRecorder();
    await collectSend({
      url: server.url,
      method: 'POST',
      automaticHeadersOff: names,
      headers: [['X-A', '1']],
    });
    expect(await server.firstRequest).toBe('POST / HTTP/1.1\r\nX-A: 1\r\n\r\n');
  });

  it('shows the request head as it stood on the wire', async () => {
    for (const headers of [[['X-A', '1']], [['Host', 'other.test']]] as [string, string][][]) {
      const server = await startRecorder();
      const { hops, end } = await collectSend(
        { url: server.url, method: 'POST', headers },
        Buffer.from('hi'),
      );
      const [head = ''] = (await server.firstRequest).split('\r\n\r\n');
      const shown = hops[0]!.request.headers.map(([name, value]) => `${name}: ${value}`);
      expect(['POST / HTTP/1.1', ...shown].join('\r\n')).toBe(head);
      expect(end!.sizes).toMatchObject({
        requestHeaderBytes: head.length + 4,
        requestBodyBytes: 2,
      });
    }
  });

  it('sends a GET with a body', async () => {
    const server = await startRecorder();
    await collectSend({ url: server.url, method: 'GET' }, Buffer.from('{"q":1}'));
    const sent = await server.firstRequest;
    expect(sent).toMatch(/^GET \/ HTTP\/1\.1\r\n/);
    expect(sent).toMatch(/content-length: 7\r\n/i);
    expect(sent).toMatch(/\r\n\r\n\{"q":1\}$/);
  });

  it('sends a stream of unknown size in chunks, and of known size with Content-Length', async () => {
    const chunked = await startRecorder();
    await collectSend({ url: chunked.url, method: 'PUT' }, chunksOf('ab', 'cde'));
    expect(await chunked.firstRequest).toMatch(
      /transfer-encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n$/i,
    );

    const sized = await startRecorder();
    await collectSend({ url: sized.url, method: 'PUT' }, chunksOf('ab', 'cde'), {
      bodySizeBytes: 5,
    });
    expect(await sized.firstRequest).toMatch(/content-length: 5\r\n\r\nabcde$/i);
  });

  it('sends Transfer-Encoding, Content-Length and Expect that the request itself names', async () => {
    const chunked = await startRecorder();
    await collectSend(
      { url: chunked.url, method: 'POST', headers: [['Transfer-Encoding', 'chunked']] },
      Buffer.from('abc'),
    );
    expect(await chunked.firstRequest).toMatch(
      /Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n$/,
    );

    const sized = await startRecorder();
    await collectSend(
      { url: sized.url, method: 'POST', headers: [['Content-Length', '2']] },
      Buffer.from('ab'),
    );
    expect((await sized.firstRequest).match(/content-length/gi)).toHaveLength(1);
  });

  it('waits for 100 Continue before the body goes out', async () => {
    const order: string[] = [];
    const server = await startTcp((socket) => {
      socket.on('data', (chunk) => {
        const text = chunk.toString('latin1');
        if (text.includes('Expect: 100-continue')) {
          order.push(text.endsWith('\r\n\r\n') ? 'head alone' : 'head and body');
          socket.write('HTTP/1.1 100 Continue\r\n\r\n');
        } else {
          order.push(text);
          socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
        }
      });
    });
    const { head } = await collectSend(
      { url: server.url, method: 'POST', headers: [['Expect', '100-continue']] },
      Buffer.from('body'),
    );
    expect(head!.status).toBe(200);
    expect(order).toEqual(['head alone', 'body']);
  });

  it('takes credentials in the address as basic authorization, and shows them nowhere', async () => {
    const server = await startRecorder();
    const { hops } = await collectSend({ url: server.url.replace('//', '//us%40er:p:w@') });
    const expected = `Basic ${Buffer.from('us@er:p:w').toString('base64')}`;
    expect(await server.firstRequest).toContain(`Authorization: ${expected}\r\n`);
    expect(hops[0]!.request.url).toBe(`${server.url}/`);
  });
});

describe('streaming', () => {
  it('hands on each part of a response as it arrives', async () => {
    const { promise: goOn, resolve: letGoOn } = Promise.withResolvers<void>();
    const server = await startHttp((_request, response) => {
      response.write('first');
      void goOn.then(() => response.end('second'));
    });
    const received: string[] = [];
    for await (const item of send(parseRequest({ url: server.url }), null, {
      transports: testPool(),
    })) {
      if (!(item instanceof Uint8Array)) continue;
      received.push(Buffer.from(item).toString());
      letGoOn();
    }
    expect(received).toEqual(['first', 'second']);
  });

  it('sends each part of a body as it becomes available', async () => {
    const { promise: gotFirst, resolve: onFirst } = Promise.withResolvers<string>();
    const server = await startHttp((request, response) => {
      request.once('data', (chunk: Buffer) => onFirst(chunk.toString()));
      request.resume().on('end', () => response.end());
    });
    const body = async function* () {
      yield Buffer.from('first');
      // Goes on only when the server has it.
      yield Buffer.from(`after ${await gotFirst}`);
    };
    const { end } = await collectSend({ url: server.url, method: 'POST' }, body());
    expect(end!.sizes.requestBodyBytes).toBe('firstafter first'.length);
  });

  it('passes 256 MiB each way without holding them', async () => {
    const size = 256 * 1024 * 1024;
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const server = await startHttp((request, response) => request.pipe(response));
    const body = async function* () {
      for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
    };
    let received = 0;
    let peakBytes = 0;
    const before = process.memoryUsage.rss();
    const request = parseRequest({
      url: server.url,
      method: 'POST',
      settings: { maxBodyBytes: 0 },
    });
    for await (const item of send(request, body(), { transports: testPool() })) {
      if (item instanceof Uint8Array) received += item.length;
      peakBytes = Math.max(peakBytes, process.memoryUsage.rss() - before);
    }
    expect(received).toBe(size);
    expect(peakBytes).toBeLessThan(200 * 1024 * 1024);
  }, 30_000);

  it('stops the server when nobody takes the bytes', async () => {
    let written = 0;
    const server = await startHttp((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const fill = () => {
        while (!response.destroyed && response.write(chunk)) written += chunk.length;
      };
      response.on('drain', fill);
      fill();
    });
    const stream = send(parseRequest({ url: server.url }), null, { transports: testPool() });
    for await (const item of stream) if (item instanceof Uint8Array) break;
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });
});

describe('cancel', () => {
  it('ends with CANCELLED while the server lets it wait, and the server sees the connection close', async () => {
    const cancel = new AbortController();
    const { promise: isClosed, resolve: onClosed } = Promise.withResolvers<void>();
    const server = await startHttp((_request, response) => {
      response.on('close', onClosed);
      cancel.abort();
    });
    const { error } = await collectSend({ url: server.url }, null, { signal: cancel.signal });
    expect(error).toMatchObject({ code: 'CANCELLED', leftMachine: true });
    await isClosed;
  });

  it('ends with CANCELLED in the middle of a body, and the server sees the connection close', async () => {
    for (const headers of [[], [['Host', 'x.test']]] as [string, string][][]) {
      const cancel = new AbortController();
      const { promise: isClosed, resolve: onClosed } = Promise.withResolvers<void>();
      const server = await startHttp((_request, response) => {
        response.on('close', onClosed);
        response.write('part');
      });
      const items: unknown[] = [];
      const options = { signal: cancel.signal, transports: testPool() };
      for await (const item of send(parseRequest({ url: server.url, headers }), null, options)) {
        items.push(item);
        if (item instanceof Uint8Array) cancel.abort();
      }
      expect(items.at(-1)).toMatchObject({ type: 'error', code: 'CANCELLED' });
      await isClosed;
    }
  });

  it('sends nothing when it was cancelled before', async () => {
    let requests = 0;
    const server = await startHttp(() => (requests += 1));
    const { error } = await collectSend({ url: server.url }, null, { signal: AbortSignal.abort() });
    expect(error).toMatchObject({ code: 'CANCELLED', leftMachine: false });
    expect(requests).toBe(0);
  });

  it('closes the connection when the consumer stops reading', async () => {
    const { promise: isClosed, resolve: onClosed } = Promise.withResolvers<void>();
    const server = await startHttp((_request, response) => {
      response.on('close', onClosed);
      response.write('part');
    });
    const stream = send(parseRequest({ url: server.url }), null, { transports: testPool() });
    for await (const item of stream) if (item instanceof Uint8Array) break;
    await isClosed;
  });
});

describe('responses', () => {
  it('keep the order, case and duplicates of their headers, and the reason phrase', async () => {
    const server = await startTcp((socket) => {
      socket.once('data', () =>
        socket.end(
          'HTTP/1.1 299 Rather Fine\r\nX-b: 1\r\nx-A: 2\r\nX-b: 3\r\nContent-Length: 0\r\n\r\n',
        ),
      );
    });
    const { head } = await collectSend({ url: server.url });
    expect(head).toMatchObject({ status: 299, statusText: 'Rather Fine', httpVersion: '1.1' });
    expect(head!.headers).toEqual([
      ['X-b', '1'],
      ['x-A', '2'],
      ['X-b', '3'],
      ['Content-Length', '0'],
    ]);
  });

  it('to HEAD, and with 204 and 304, end without a body', async () => {
    const server = await startHttp((request, response) => {
      response.writeHead(Number(request.url!.slice(1)), { 'Content-Encoding': 'gzip' }).end();
    });
    const transports = testPool();
    for (const [method, status] of [
      ['HEAD', 200],
      ['GET', 204],
      ['GET', 304],
    ] as const) {
      const { head, body, end } = await collectSend(
        { url: `${server.url}/${status}`, method },
        null,
        { transports },
      );
      expect(head!.status).toBe(status);
      expect(body).toHaveLength(0);
      expect(end!.sizes.responseBodyBytes).toBe(0);
    }
  });

  it('show phases for a new connection and zeros for a kept one', async () => {
    const server = await startHttp((_request, response) => response.end('ok'));
    const transports = testPool();
    const first = await collectSend({ url: server.url }, null, { transports });
    const second = await collectSend({ url: server.url }, null, { transports });
    expect(first.hops[0]!.connection).toMatchObject({
      reused: false,
      remoteAddress: `127.0.0.1:${server.port}`,
    });
    expect(first.end!.timings.tcpMs).toBeGreaterThan(0);
    expect(second.hops[0]!.connection.reused).toBe(true);
    expect(second.end!.timings).toMatchObject({ dnsMs: 0, tcpMs: 0, tlsMs: 0 });
    expect(second.end!.timings.totalMs).toBeGreaterThan(0);
  });

  it('over maxBodyBytes are cut there, say so, and end the connection', async () => {
    const server = await startHttp((_request, response) => {
      response.write(Buffer.alloc(100_000, 'a'));
    });
    const { body, end } = await collectSend({ url: server.url, settings: { maxBodyBytes: 1000 } });
    expect(body).toHaveLength(1000);
    expect(end).toMatchObject({ truncated: true, sizes: { responseDecodedBytes: 1000 } });
  });

  it('that switch protocols are shown by their head', async () => {
    const server = await startRecorder(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\nhi',
    );
    const headers: [string, string][] = [
      ['Connection', 'Upgrade'],
      ['Upgrade', 'chat'],
    ];
    const { head, body, end } = await collectSend({ url: server.url, headers });
    expect(head).toMatchObject({ status: 101, statusText: 'Switching Protocols' });
    expect(body).toHaveLength(0);
    expect(end).toBeDefined();
  });

  it('that bend the rules are read with the lenient parser only', async () => {
    const server = await startTcp((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\nX-A: a\u0001b\r\nContent-Length: 2\r\n\r\nok'),
      );
    });
    expect((await collectSend({ url: server.url })).error).toMatchObject({
      code: 'PROTOCOL_ERROR',
    });
    const { body } = await collectSend({ url: server.url, settings: { lenientParser: true } });
    expect(body.toString()).toBe('ok');
  });
});

describe('a kept connection', () => {
  it('that the server closed unseen is replaced for a GET', async () => {
    let connections = 0;
    const server = await startTcp((socket) => {
      connections += 1;
      const isFirst = connections === 1;
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        if (isFirst && requests === 2) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    const transports = testPool();
    await collectSend({ url: server.url }, null, { transports });
    const { body } = await collectSend({ url: server.url }, null, { transports });
    expect(body.toString()).toBe('ok');
    expect(connections).toBe(2);
  });

  it('that breaks under a POST is an error: the server may have acted on it', async () => {
    let requests = 0;
    const server = await startTcp((socket) => {
      socket.on('data', () => {
        requests += 1;
        if (requests === 2) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    const transports = testPool();
    await collectSend({ url: server.url }, null, { transports });
    const { error } = await collectSend({ url: server.url, method: 'POST' }, null, { transports });
    expect(error).toMatchObject({ code: 'CONNECTION_RESET', leftMachine: true });
  });
});
