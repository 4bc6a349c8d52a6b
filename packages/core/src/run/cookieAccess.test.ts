import { describe, expect, it } from 'vitest';
import { accessToDomains, checkCookieAccess } from './cookieAccess.ts';

describe('the cookies that scripts may use', () => {
  const isAllowed = accessToDomains(['api.test', '127.0.0.1']);
  const tryCall = (method: string, ...args: unknown[]) => {
    try {
      checkCookieAccess(isAllowed, method, args);
      return 'allowed';
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each([
    ['findCookies', 'api.test', null],
    ['findCookies', 'API.test', '/'],
    ['findCookie', 'v1.api.test', '/', 'a'],
    ['removeCookies', '127.0.0.1', null],
    ['putCookie', { key: 'a', domain: 'api.test' }],
    ['updateCookie', { key: 'a', domain: 'other.test' }, { key: 'a', domain: 'api.test' }],
  ])('are those of listed domains: %s %j', (method, ...args) => {
    expect(tryCall(method, ...args)).toBe('allowed');
  });

  it.each([
    ['findCookies', '"test"', 'test', null],
    ['findCookies', '"notapi.test"', 'notapi.test', null],
    ['putCookie', '"test"', { key: 'a', domain: 'test' }],
    ['updateCookie', '"other.test"', { domain: 'api.test' }, { domain: 'other.test' }],
    ['getAllCookies', 'all domains'],
    ['removeAllCookies', 'all domains'],
    ['putCookie', 'all domains', null],
  ])('are no others: %s of %s', (method, named, ...args) => {
    expect(tryCall(method, ...args)).toMatch(/programmatic access to .* is denied/);
    expect(tryCall(method, ...args)).toContain(named);
  });
});
