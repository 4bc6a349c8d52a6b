import { describe, expect, it } from 'vitest';
import { purposeOf } from './watchResources.ts';

const origin = 'http://127.0.0.1:4100';
const purpose = (name: string, initiatorType: string, named: readonly string[] = []) =>
  purposeOf({ name, initiatorType }, origin, (url) => named.includes(url));

describe('purposeOf', () => {
  it('knows the parts of the page itself', () => {
    expect(purpose(`${origin}/assets/a.js`, 'script')).toBe('page');
    expect(purpose('blob:http://127.0.0.1:4100/1', 'img')).toBe(null);
  });

  it('leaves what was named to its name', () => {
    const url = 'https://api.example/orders';
    expect(purpose(url, 'fetch', [url])).toBe(null);
  });

  it('shows a call that nobody named, wherever it went', () => {
    expect(purpose(`${origin}/api/x`, 'fetch')).toBe('unnamed');
    expect(purpose('https://cdn.example/a.js', 'script')).toBe('unnamed');
    expect(purpose('https://tracker.example/p.gif', 'img')).toBe('unnamed');
  });
});
