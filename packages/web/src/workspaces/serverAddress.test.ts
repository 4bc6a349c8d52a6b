import { describe, expect, test } from 'vitest';
import { parseServerLink, toServerUrl } from './serverAddress.ts';

describe('toServerUrl', () => {
  test.each([
    ['sync.tidewater.example', 'https://sync.tidewater.example'],
    [' https://sync.tidewater.example/some/path ', 'https://sync.tidewater.example'],
    ['127.0.0.1:4200', 'http://127.0.0.1:4200'],
    ['localhost:4200/', 'http://localhost:4200'],
    ['http://lab.harbour.example:8787', 'http://lab.harbour.example:8787'],
    ['', null],
    ['two words', null],
    ['ftp://files.example', null],
    ['https://', null],
  ])('%j is %j', (address, url) => expect(toServerUrl(address)).toBe(url));
});

describe('parseServerLink', () => {
  test.each([
    ['https://a.example/invite#abc', { kind: 'invite', server: 'https://a.example', token: 'abc' }],
    [
      'http://127.0.0.1:4100/setup?server=http%3A%2F%2F127.0.0.1%3A4200#t',
      { kind: 'setup', server: 'http://127.0.0.1:4200', token: 't' },
    ],
    ['https://a.example/invite', null],
    ['https://a.example/other#abc', null],
    ['abc', null],
  ])('%j', (text, link) => expect(parseServerLink(text)).toEqual(link));
});
