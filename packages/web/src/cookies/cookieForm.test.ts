import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT, readDraft, readSetCookie, toDraft } from './cookieForm.ts';
import { readDomain } from './readDomain.ts';

const draft = { ...EMPTY_DRAFT, name: 'a', value: '1', domain: 'x.test' };

describe('readDraft', () => {
  it('gives the cookie that the fields say, and its fields again', () => {
    const read = readDraft(
      { ...draft, expires: '2099-06-01T12:00:01', sameSite: 'lax', subdomains: true },
      5,
    );
    expect(read).toStrictEqual({
      cookie: {
        name: 'a',
        value: '1',
        domain: 'x.test',
        path: '/',
        expiresAt: new Date('2099-06-01T12:00:01').getTime(),
        createdAt: 5,
        hostOnly: false,
        secure: false,
        httpOnly: false,
        sameSite: 'lax',
      },
    });
    if ('cookie' in read) expect(readDraft(toDraft(read.cookie), 5)).toStrictEqual(read);
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'a=b' }],
    ['name', { name: 'a b' }],
    ['value', { value: 'x; Path=/' }],
    ['value', { value: 'x\r\nX-Evil: 1' }],
    ['domain', { domain: '' }],
    ['domain', { domain: 'a b' }],
    ['domain', { domain: '{{host}}' }],
    ['path', { path: 'a' }],
    ['expires', { expires: '2001-01-01T00:00:00' }],
  ])('says that the %s is wrong: %j', (wrong, patch) => {
    expect(readDraft({ ...draft, ...patch }, 0)).toMatchObject({ wrong });
  });
});

describe('readSetCookie', () => {
  it('fills the fields from a line as servers write it', () => {
    const line =
      'Set-Cookie: id=a=b; Domain=.x.test; path=/v1; Expires=Thu, 31 Dec 2099 23:00:00 GMT; Secure; HttpOnly; SameSite=None';
    const read = readSetCookie(line, { ...draft, domain: 'other.test' });
    expect(read).toMatchObject({
      name: 'id',
      value: 'a=b',
      domain: 'x.test',
      subdomains: true,
      path: '/v1',
      secure: true,
      httpOnly: true,
      sameSite: 'none',
    });
    expect(new Date(read?.expires ?? '').toISOString()).toBe('2099-12-31T23:00:00.000Z');
  });

  it('keeps the domain that stands there, and leaves other text alone', () => {
    expect(readSetCookie('a=1; Secure', draft)?.domain).toBe('x.test');
    expect(readSetCookie('sessionid', draft)).toBeNull();
    expect(readSetCookie('a=1', draft)).toBeNull();
  });
});

describe('readDomain', () => {
  it.each([
    ['X.Test', 'x.test'],
    ['.x.test', 'x.test'],
    ['https://api.x.test:8443/v1?q#f', 'api.x.test'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['http://[::1]:80/', '::1'],
    ['127.0.0.1', '127.0.0.1'],
  ])('%s is %s', (text, domain) => expect(readDomain(text)).toBe(domain));
});
