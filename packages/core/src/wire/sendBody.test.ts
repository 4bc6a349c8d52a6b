import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSendStream, encodeSendHead } from './sendBody.ts';
import { sendRequestSchema } from './sendRequest.ts';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < bytes.length; offset += size)
    yield bytes.subarray(offset, offset + size);
}

async function readAll(stream: AsyncIterable<Uint8Array> | null): Promise<number[] | null> {
  if (stream === null) return null;
  const all: number[] = [];
  for await (const chunk of stream) all.push(...chunk);
  return all;
}

const input = {
  id: 'r1',
  method: 'POST',
  url: 'http://localhost/ü',
  headers: [['X-A', '1'] as [string, string]],
};

describe('decodeSendStream', () => {
  it('gives back head and body, whatever the size of the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 500 }),
        fc.integer({ min: 1, max: 700 }),
        async (sent, size) => {
          const message = new Uint8Array([...encodeSendHead({ ...input, hasBody: true }), ...sent]);
          const { request, body } = await decodeSendStream(inChunks(message, size));
          expect(request).toEqual(sendRequestSchema.parse({ ...input, hasBody: true }));
          expect(await readAll(body)).toEqual([...sent]);
        },
      ),
    );
  });

  it('fills in every default and has no body unless one is announced', async () => {
    const { request, body } = await decodeSendStream(inChunks(encodeSendHead(input), 10));
    expect(body).toBeNull();
    expect(request.settings.maxRedirects).toBe(10);
    expect(request.settings.verifyTls).toBe(true);
    expect(request.cookies).toEqual([]);
  });

  it('refuses a head that is cut short, too long, or not a request', async () => {
    const whole = encodeSendHead(input);
    const bad = [
      new Uint8Array(0),
      whole.subarray(0, 3),
      whole.subarray(0, whole.length - 1),
      new Uint8Array([0xff, 0xff, 0xff, 0xff]),
      new Uint8Array([0, 0, 0, 2, 0x7b, 0x7d]),
      new Uint8Array([0, 0, 0, 1, 0x7b]),
    ];
    for (const message of bad) {
      await expect(decodeSendStream(inChunks(message, 64))).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
      });
    }
  });
});
