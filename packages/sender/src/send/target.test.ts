import { describe, expect, it } from 'vitest';
import { displayUrl, parseTarget } from './target.ts';

describe('parseTarget', () => {
  it.each([
    ['http://h', '/'],
    ['http://h?q', '/?q'],
    ['http://h/a b', '/a%20b'],
    ['http://h/ü?ü=日#frag', '/%C3%BC?%C3%BC=%E6%97%A5'],
    ['http://h/%41%2f%zz%', '/%41%2f%25zz%25'],
    ['http://h/a/../b//c/.', '/a/../b//c/.'],
    ['http://h/?a="<>`{}|^\\', '/?a=%22%3C%3E%60%7B%7D%7C%5E%5C'],
    ["http://h/?a[]=1&b='*!:@$,;()~", "/?a[]=1&b='*!:@$,;()~"],
    ['http://us:p@h:80/x', '/x'],
    ['HTTP://h/x', '/x'],
  ])('writes %s as %s', (url, target) => {
    expect(parseTarget(url, true).target).toBe(target);
  });

  it('leaves path and query exactly as they are without encoding', () => {
    expect(parseTarget('http://h/{a}|"ü"?x=%zz', false).target).toBe('/{a}|"Ã¼"?x=%zz');
    expect(() => parseTarget('http://h/a b', false)).toThrow(
      expect.objectContaining({ code: 'INVALID_URL' }),
    );
  });

  it('shows neither credentials nor fragment', () => {
    expect(displayUrl(parseTarget('http://us:p@h/x?y#z', true))).toBe('http://h/x?y');
  });
});
