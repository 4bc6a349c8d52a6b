import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collectSend } from '../testing/collectSend.ts';
import { startHttp } from '../testing/servers.ts';

const text = 'compress me '.repeat(1000);

async function receive(coding: string, bytes: Uint8Array, settings = {}) {
  const server = await startHttp((_request, response) => {
    response.writeHead(200, { 'Content-Encoding': coding }).end(bytes);
  });
  return collectSend({ url: server.url, settings });
}

describe('a compressed body', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['GZIP, br', brotliCompressSync(gzipSync(text))],
    ['identity', Buffer.from(text)],
  ])('in %s is unpacked, and both sizes are told', async (coding, bytes) => {
    const { body, end } = await receive(coding, bytes);
    expect(body.toString()).toBe(text);
    expect(end!.sizes).toMatchObject({
      responseBodyBytes: bytes.length,
      responseDecodedBytes: text.length,
    });
  });

  it('in a coding nobody knows is handed on as it is', async () => {
    expect((await receive('rot13', Buffer.from('uryyb'))).body.toString()).toBe('uryyb');
  });

  it('that is empty in spite of its coding is empty', async () => {
    const { body, error } = await receive('gzip', Buffer.alloc(0));
    expect(error).toBeUndefined();
    expect(body).toHaveLength(0);
  });

  it('that is none ends in DECODE_FAILED', async () => {
    expect((await receive('gzip', Buffer.from('not gzip'))).error).toMatchObject({
      code: 'DECODE_FAILED',
    });
  });

  it('that is cut short ends in DECODE_FAILED', async () => {
    const whole = gzipSync(text);
    const { error } = await receive('gzip', whole.subarray(0, whole.length - 10));
    expect(error).toMatchObject({ code: 'DECODE_FAILED' });
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(64 * 1024 * 1024))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(64 * 1024 * 1024)))],
    ['zstd', zstdCompressSync(Buffer.alloc(64 * 1024 * 1024))],
  ])('in %s that would fill the memory is stopped at the limit', async (coding, bomb) => {
    const { body, error } = await receive(coding, bomb, {
      maxBodyBytes: 0,
      maxDecompressedBytes: 1024 * 1024,
    });
    expect(error).toMatchObject({ code: 'DECOMPRESSION_LIMIT' });
    expect(body.length).toBeLessThanOrEqual(1024 * 1024);
  });

  it('over maxBodyBytes is cut although its server goes on', async () => {
    const server = await startHttp((_request, response) => {
      response
        .writeHead(200, { 'Content-Encoding': 'gzip' })
        .write(gzipSync(Buffer.alloc(1024 * 1024)));
    });
    const { body, end } = await collectSend({ url: server.url, settings: { maxBodyBytes: 1000 } });
    expect(body).toHaveLength(1000);
    expect(end!.truncated).toBe(true);
  });
});
