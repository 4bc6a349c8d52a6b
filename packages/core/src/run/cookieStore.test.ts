import { describe, expect, it } from 'vitest';
import { CookieStore, cookiesToJar, fromTough } from './cookieStore.ts';

const cookie = (patch: object) =>
  fromTough({ key: 'a', value: '1', domain: 'x.test', path: '/', ...patch });
const names = (store: CookieStore, url: string) => store.forUrl(url).map(({ name }) => name);

describe('CookieStore', () => {
  it('gives a URL the cookies of its host, its parents and its path', () => {
    const store = new CookieStore([
      cookie({ key: 'own', hostOnly: true }),
      cookie({ key: 'wide' }),
      cookie({ key: 'deep', path: '/a' }),
      cookie({ key: 'secure', secure: true }),
      cookie({ key: 'old', expires: '2001-01-01T00:00:00Z' }),
    ]);
    expect(names(store, 'http://x.test/')).toStrictEqual(['own', 'wide']);
    expect(names(store, 'http://sub.x.test/a/b?q')).toStrictEqual(['wide', 'deep']);
    expect(names(store, 'https://x.test:8443/ab')).toStrictEqual(['own', 'wide', 'secure']);
    expect(names(store, 'http://badx.test/')).toStrictEqual([]);
    expect(names(store, 'no url')).toStrictEqual([]);
  });

  it('does what scripts call, and refuses what it does not know', () => {
    const store = new CookieStore();
    store.call('putCookie', [{ key: 'a', value: '1', domain: 'x.test', path: '/' }]);
    expect(store.call('findCookie', ['x.test', '/', 'a'])).toMatchObject({ key: 'a', value: '1' });
    store.call('removeCookie', ['x.test', '/', 'a']);
    expect(store.call('getAllCookies', [])).toStrictEqual([]);
    expect(() => store.call('constructor', [])).toThrow(/invalid method/);
    expect(() => store.call('putCookie', ['nothing'])).toThrow(/expected object/);
  });

  it('comes back from the file it was written to', () => {
    const before = cookie({ expires: '2099-01-01T00:00:00.000Z', httpOnly: true });
    const jar = cookiesToJar([before]) as { cookies: unknown[] };
    const { createdAt: _, ...same } = before;
    expect(fromTough(jar.cookies[0])).toMatchObject(same);
  });
});
