import { DocStore, DRAFTS } from '@scratchpad/core';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { takeText } from './takeText.ts';

/** The requests that a text was made into. */
async function drafts(text: string, options?: { bare: boolean }) {
  const store = new DocStore(new Y.Doc());
  const isTaken = await takeText(store, text, options);
  const urls = [...store.index.tree.places]
    .filter(([, place]) => place === DRAFTS)
    .map(([id]) => {
      const content = store.index.content(id);
      return content?.kind === 'http' || content?.kind === 'ws'
        ? `${content.kind} ${content.baseUrl}`
        : '';
    });
  return { isTaken, urls };
}

afterEach(() => {
  localStorage.clear();
  history.replaceState(null, '', '/');
});

describe('takeText', () => {
  it('makes a request of an address or a cURL command', async () => {
    for (const [text, url] of [
      ['https://api.example.com/orders?a=1', 'http https://api.example.com/orders'],
      ['  {{baseUrl}}/orders\n', 'http {{baseUrl}}/orders'],
      ['wss://echo.example.com/s', 'ws wss://echo.example.com/s'],
      ['Invoke-WebRequest -Uri "https://a.example" -Method "PUT"', 'http https://a.example'],
      ["curl https://a.example -H 'X: 1'", 'http https://a.example'],
    ] as const) {
      expect(await drafts(text)).toEqual({ isTaken: true, urls: [url] });
    }
  });

  it('takes an address without a scheme only where one is expected', async () => {
    expect(await drafts('localhost:3000/orders')).toEqual({ isTaken: false, urls: [] });
    expect(await drafts('localhost:3000/orders', { bare: true })).toEqual({
      isTaken: true,
      urls: ['http localhost:3000/orders'],
    });
    expect(await drafts('hello', { bare: true })).toEqual({ isTaken: false, urls: [] });
  });

  it('leaves what holds several things, or a file, to the import', async () => {
    for (const text of [
      '{"info": {}, "item": []}',
      'openapi: 3.0.0\ninfo:\n  title: Pets\n',
      'https://a.example/1\nhttps://a.example/2',
      'curl https://a.example/1\ncurl https://a.example/2',
    ]) {
      expect(await drafts(text)).toEqual({ isTaken: true, urls: [] });
    }
  });

  it('does nothing with prose', async () => {
    for (const text of ['hello there', '[x] buy rope', 'See https://a.example for curl.'])
      expect(await drafts(text)).toEqual({ isTaken: false, urls: [] });
  });
});
