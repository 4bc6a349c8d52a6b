import { encodeUtf8 } from 'lib0/string';
import { describe, expect, test } from 'vitest';
import type { BuiltRequest } from '../../request/buildRequest.ts';
import { SIGNING_CLOCK, signRequest } from './signRequest.ts';

const built = (patch: Partial<BuiltRequest>): BuiltRequest => ({
  head: { id: 'x', method: 'POST', url: 'http://x.example/a/../b', headers: [], settings: {} },
  body: null,
  unresolved: [],
  automaticHeaders: [],
  signing: null,
  notes: [],
  ...patch,
});
const noFiles = () => Promise.reject(new Error('No file was asked for.'));
const HAWK = { authId: 'i', authKey: 'k', includePayloadHash: true, nonce: 'n', timestamp: '1' };

describe('signing a built request', () => {
  test('leaves one alone that needs none', async () => {
    const request = built({});
    expect(await signRequest(request, noFiles)).toBe(request);
  });

  test('what was signed goes out as it was signed', async () => {
    const { head, signing } = await signRequest(
      built({ signing: { type: 'hawk', fields: { ...HAWK, includePayloadHash: false } } }),
      noFiles,
    );
    expect(head.url).toBe('http://x.example/a/../b');
    expect(head.settings?.encodeUrl).toBe(false);
    expect(signing).toBeNull();
  });

  test('texts are signed as they are; files are read when they are signed, and only then', async () => {
    const signing = { type: 'hawk', fields: HAWK };
    const file = { row: null, name: 'f' };
    const read: string[] = [];
    const sign = (parts: readonly (string | typeof file)[], fields = signing) =>
      signRequest(
        built({ signing: fields, body: { parts, contentType: 'text/plain' } }),
        ({ parts: asked }) => {
          read.push(...asked.map((part) => (typeof part === 'string' ? part : part.name)));
          return Promise.resolve(encodeUtf8('abc'));
        },
      );
    const [text, fromFile] = [await sign(['a', 'bc']), await sign([file])];
    expect(read).toStrictEqual(['f']);
    expect(text.head.headers).toStrictEqual(fromFile.head.headers);
    await sign([file], { type: 'hawk', fields: { ...HAWK, includePayloadHash: false } });
    expect(read).toHaveLength(1);
  });

  test('parameters of OAuth 1.0 can become the body', async () => {
    const { body, head } = await signRequest(
      built({
        head: {
          id: 'x',
          method: 'POST',
          url: 'http://x/',
          headers: [['Content-Type', 'application/x-www-form-urlencoded']],
        },
        signing: { type: 'oauth1', fields: { consumerKey: 'k', addParamsToHeader: false } },
      }),
      noFiles,
    );
    expect(head.hasBody).toBe(true);
    expect(body?.parts).toStrictEqual([
      expect.stringMatching(/^oauth_consumer_key=k&.*&oauth_signature=/),
    ]);
  });

  test('nonces are letters and digits, and no two alike', () => {
    const nonces = Array.from({ length: 200 }, () => SIGNING_CLOCK.nonce(16));
    expect(new Set(nonces).size).toBe(200);
    for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z\d]{16}$/);
  });
});
