import { describe, expect, it } from 'vitest';
import { isAtPlace, isBypassed, isLoopback } from './place.ts';
import { systemProxyFor } from './systemProxy.ts';

describe('isAtPlace', () => {
  it.each([
    ['https://api.test/', 'api.test', true],
    ['https://api.test:8443/', 'API.test', true],
    ['https://api.test:8443/', 'api.test:8443', true],
    ['https://api.test/', 'api.test:443', true],
    ['https://api.test:8443/', 'api.test:443', false],
    ['https://v1.api.test/', 'api.test', false],
    ['https://v1.api.test/', '*.api.test', true],
    ['https://api.test/', '*.api.test', false],
    ['https://evil-api.test/', '*.api.test', false],
    ['https://[::1]:8443/', '[::1]:8443', true],
    ['https://[::1]:8443/', '::1', true],
    ['https://api.test/', '*', true],
    ['https://api.test/', '*:8443', false],
  ])('%s at %s: %s', (url, place, expected) => {
    expect(isAtPlace(new URL(url), place)).toBe(expected);
  });
});

describe('isBypassed', () => {
  it.each([
    ['http://api.test/', 'api.test', true],
    ['http://v1.api.test/', 'api.test', true],
    ['http://v1.api.test/', '.api.test', true],
    ['http://v1.api.test/', '*.api.test', true],
    ['http://evilapi.test/', 'api.test', false],
    ['http://api.test:81/', 'api.test:80', false],
    ['http://api.test/', 'api.test:80', true],
    ['http://10.1.2.3/', '10.0.0.0/8', true],
    ['http://11.1.2.3/', '10.0.0.0/8', false],
    ['http://[fd00::5]/', 'fd00::/8', true],
    ['http://api.test/', '10.0.0.0/8', false],
    ['http://api.test/', '*', true],
    ['http://api.test/', '', false],
  ])('%s by %s: %s', (url, entry, expected) => {
    expect(isBypassed(new URL(url), ['other.test', entry])).toBe(expected);
  });

  it('knows the addresses of this machine', () => {
    for (const url of [
      'http://localhost/',
      'http://a.localhost/',
      'http://127.8.0.1/',
      'http://[::1]/',
    ])
      expect(isLoopback(new URL(url))).toBe(true);
    expect(isLoopback(new URL('http://localhost.test/'))).toBe(false);
  });
});

describe('systemProxyFor', () => {
  const proxyOf = (url: string, env: Record<string, string>) => {
    const found = systemProxyFor(new URL(url), env);
    return (
      found && `${found.scheme} ${found.host} ${found.port} ${found.username} ${found.password}`
    );
  };
  it.each([
    ['http://a.test/', { HTTP_PROXY: 'proxy.test:3128' }, 'http proxy.test 3128  '],
    ['https://a.test/', { HTTP_PROXY: 'proxy.test:3128' }, null],
    [
      'https://a.test/',
      { HTTPS_PROXY: 'https://u%40x:p%3A@proxy.test' },
      'https proxy.test 443 u@x p:',
    ],
    ['https://a.test/', { ALL_PROXY: 'socks5h://[::1]:9050' }, 'socks5 ::1 9050  '],
    [
      'http://a.test/',
      { HTTP_PROXY: 'http://upper', http_proxy: 'http://lower' },
      'http lower 80  ',
    ],
    ['http://a.test/', { HTTP_PROXY: 'http://p', NO_PROXY: 'b.test, a.test' }, null],
    ['http://localhost:80/', { HTTP_PROXY: 'http://p' }, null],
    ['http://a.test/', {}, null],
  ])('%s with %j', (url, env, expected) => {
    expect(proxyOf(url, env as Record<string, string>)).toBe(expected);
  });

  it('says which variable is wrong, and not what stands in it', () => {
    expect(() => proxyOf('http://a.test/', { HTTP_PROXY: 'ftp://me:secret@p' })).toThrow(
      /HTTP_PROXY of the environment holds no address of a proxy(?!.*secret)/,
    );
  });
});
