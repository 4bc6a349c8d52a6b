import { describe, expect, it } from 'vitest';
import type { IncomingMessage } from 'node:http';
import { collectSend, testPool } from '../testing/collectSend.ts';
import { startHttp } from '../testing/servers.ts';

type Seen = { method: string; path: string; body: string; headers: IncomingMessage['headers'] };

/** Redirects `/from/<status>` to `target`, answers all else, and keeps what came. */
async function startRedirecting(target = '/to') {
  const seen: Seen[] = [];
  const server = await startHttp((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const path = request.url ?? '';
      seen.push({ method: request.method ?? '', path, body, headers: request.headers });
      const status = Number(/^\/from\/(\d+)/.exec(path)?.[1] ?? 200);
      if (status === 200) response.end('arrived');
      else response.writeHead(status, { Location: target }).end('moved');
    });
  });
  return { ...server, seen };
}

describe('redirects', () => {
  it.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'POST', 'GET', ''],
    [307, 'POST', 'POST', 'data'],
    [308, 'POST', 'POST', 'data'],
    [302, 'DELETE', 'GET', ''],
    [303, 'HEAD', 'HEAD', ''],
  ])('with %i turn a %s into a %s', async (status, method, expectedMethod, expectedBody) => {
    const server = await startRedirecting();
    const body = method === 'POST' ? Buffer.from('data') : null;
    const headers: [string, string][] = body === null ? [] : [['Content-Type', 'text/x']];
    const { hops, head } = await collectSend(
      { url: `${server.url}/from/${status}`, method, headers },
      body,
    );
    expect(server.seen.at(-1)).toMatchObject({
      method: expectedMethod,
      path: '/to',
      body: expectedBody,
    });
    expect(server.seen.at(-1)!.headers['content-type']).toBe(
      expectedBody === '' ? undefined : 'text/x',
    );
    expect(hops.map((hop) => [hop.index, hop.request.method, hop.response.status])).toEqual([
      [0, method, status],
      [1, expectedMethod, 200],
    ]);
    expect(head).toMatchObject({ status: 200, url: `${server.url}/to` });
  });

  it('keep method and body at 302 when the setting says so', async () => {
    const server = await startRedirecting();
    await collectSend(
      { url: `${server.url}/from/302`, method: 'POST', settings: { keepMethodOnRedirect: true } },
      Buffer.from('data'),
    );
    expect(server.seen.at(-1)).toMatchObject({ method: 'POST', body: 'data' });
  });

  it('send a streamed body again', async () => {
    const server = await startRedirecting();
    const body = async function* () {
      yield Buffer.from('one');
      yield Buffer.from('two');
    };
    await collectSend({ url: `${server.url}/from/307`, method: 'PUT' }, body());
    expect(server.seen.map((seen) => seen.body)).toEqual(['onetwo', 'onetwo']);
  });

  it('cannot send a streamed body over 32 MiB again, and say so', async () => {
    const server = await startRedirecting();
    const body = async function* () {
      for (let i = 0; i < 33; i += 1) yield Buffer.alloc(1024 * 1024);
    };
    const { error } = await collectSend({ url: `${server.url}/from/307`, method: 'PUT' }, body());
    expect(error).toMatchObject({ code: 'BODY_NOT_REPLAYABLE' });
  });

  it('are shown and not followed when that is switched off', async () => {
    const server = await startRedirecting();
    const { head, body } = await collectSend({
      url: `${server.url}/from/302`,
      settings: { followRedirects: false },
    });
    expect(head!.status).toBe(302);
    expect(body.toString()).toBe('moved');
    expect(server.seen).toHaveLength(1);
  });

  it('in a circle end after maxRedirects, each hop recorded', async () => {
    const server = await startRedirecting('/from/302');
    const { hops, error } = await collectSend({
      url: `${server.url}/from/302`,
      settings: { maxRedirects: 3 },
    });
    expect(hops).toHaveLength(4);
    expect(error).toMatchObject({ code: 'TOO_MANY_REDIRECTS' });
  });

  it('keep credentials on the same origin and drop them on the way to another', async () => {
    const other = await startRedirecting();
    const headers: [string, string][] = [
      ['Authorization', 'Bearer s3cret'],
      ['Cookie', 'own=1'],
      ['Host', 'virtual.test'],
      ['X-Kept', 'yes'],
    ];
    const same = await startRedirecting('/to');
    await collectSend({ url: `${same.url}/from/302`, headers });
    expect(same.seen.at(-1)!.headers).toMatchObject({
      authorization: 'Bearer s3cret',
      cookie: 'own=1',
      host: 'virtual.test',
    });

    const away = await startRedirecting(`${other.url}/to`);
    await collectSend({ url: `${away.url}/from/302`, headers });
    const arrived = other.seen.at(-1)!.headers;
    expect(arrived).toMatchObject({ 'x-kept': 'yes', host: `localhost:${other.port}` });
    expect(arrived).not.toHaveProperty('authorization');
    expect(arrived).not.toHaveProperty('cookie');
  });

  it('keep Authorization on the way to another origin when the setting says so', async () => {
    const other = await startRedirecting();
    const away = await startRedirecting(`${other.url}/to`);
    const headers: [string, string][] = [['Authorization', 'Bearer s3cret']];
    await collectSend({
      url: `${away.url}/from/302`,
      headers,
      settings: { keepAuthOnRedirect: true },
    });
    expect(other.seen.at(-1)!.headers.authorization).toBe('Bearer s3cret');
  });

  it('name where they come from in Referer, unless that is switched off', async () => {
    const server = await startRedirecting();
    const url = `${server.url.replace('//', '//user:secret@')}/from/302?a=b#c`;
    await collectSend({ url });
    expect(server.seen.at(-1)!.headers.referer).toBe(`${server.url}/from/302?a=b`);
    await collectSend({ url, settings: { refererOnRedirect: false } });
    expect(server.seen.at(-1)!.headers).not.toHaveProperty('referer');
  });

  it('to what is no http address are an error, with the hop recorded', async () => {
    const server = await startRedirecting('myapp://callback');
    const { hops, error } = await collectSend({ url: `${server.url}/from/302` });
    expect(hops).toHaveLength(1);
    expect(error).toMatchObject({ code: 'INVALID_REDIRECT' });
  });

  it('on one origin go over one connection', async () => {
    const server = await startRedirecting();
    const { hops } = await collectSend({ url: `${server.url}/from/302` }, null, {
      transports: testPool(),
    });
    expect(hops.map((hop) => hop.connection.reused)).toEqual([false, true]);
  });
});
