import type { WireCookie } from '@scratchpad/core/wire';
import { wireCookieSchema } from '@scratchpad/core/wire';
import { describe, expect, it } from 'vitest';
import { collectSend } from '../testing/collectSend.ts';
import { startHttp } from '../testing/servers.ts';

function jarCookie(cookie: Partial<WireCookie> & { name: string }): WireCookie {
  return wireCookieSchema.parse({ value: 'v', domain: 'localhost', hostOnly: true, ...cookie });
}

/** Sets the given cookies on `/`, redirects to `/next`, and keeps the `Cookie` headers that came. */
async function startSetting(...setCookie: string[]) {
  const received: (string | undefined)[] = [];
  const server = await startHttp((request, response) => {
    received.push(request.headers.cookie);
    if (request.url === '/')
      response.writeHead(302, { 'Set-Cookie': setCookie, Location: '/next' });
    response.end();
  });
  return { ...server, received };
}

describe('cookies', () => {
  it('of the jar go where they belong', async () => {
    const server = await startSetting();
    const cookies = [
      jarCookie({ name: 'here' }),
      jarCookie({ name: 'elsewhere', domain: 'example.test' }),
      jarCookie({ name: 'deeper', path: '/next' }),
      jarCookie({ name: 'past', expiresAt: Date.now() - 1000 }),
      jarCookie({ name: 'future', expiresAt: Date.now() + 100_000 }),
    ];
    await collectSend({ url: server.url, cookies });
    expect(server.received).toEqual(['here=v; future=v', 'deeper=v; here=v; future=v']);
  });

  it('set by a redirect go with the next hop, and are reported to be stored', async () => {
    const server = await startSetting('a=1; Path=/; HttpOnly; SameSite=Lax', 'b=2; Max-Age=1000');
    const { cookies } = await collectSend({ url: server.url });
    expect(server.received).toEqual([undefined, 'a=1; b=2']);
    expect(cookies).toHaveLength(1);
    expect(cookies[0]!.changed).toMatchObject([
      {
        name: 'a',
        value: '1',
        domain: 'localhost',
        hostOnly: true,
        httpOnly: true,
        sameSite: 'lax',
        expiresAt: null,
      },
      { name: 'b', value: '2', expiresAt: expect.any(Number) as number },
    ]);
  });

  it('that a response lets expire are reported as removed, and go no further', async () => {
    const server = await startSetting('gone=; Max-Age=0');
    const { cookies } = await collectSend({
      url: server.url,
      cookies: [jarCookie({ name: 'gone' })],
    });
    expect(server.received).toEqual(['gone=v', undefined]);
    expect(cookies[0]).toEqual({
      type: 'cookies',
      changed: [],
      removed: [{ name: 'gone', domain: 'localhost', path: '/' }],
    });
  });

  it('for a foreign domain are ignored', async () => {
    const server = await startSetting('evil=1; Domain=example.test');
    expect((await collectSend({ url: server.url })).cookies).toEqual([]);
  });

  it('of the request itself win over those of the jar', async () => {
    const server = await startSetting();
    await collectSend({
      url: `${server.url}/next`,
      headers: [['Cookie', 'a=own']],
      cookies: [jarCookie({ name: 'a' }), jarCookie({ name: 'b' })],
    });
    expect(server.received).toEqual(['a=own; b=v']);
  });

  it('are neither sent nor stored when the settings say so', async () => {
    const server = await startSetting('a=1');
    const { cookies } = await collectSend({
      url: server.url,
      cookies: [jarCookie({ name: 'b' })],
      settings: { sendCookies: false, storeCookies: false },
    });
    expect(server.received).toEqual([undefined, undefined]);
    expect(cookies).toEqual([]);
  });
});
