import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBytesFrame, encodeEventFrame, FrameDecoder, MAX_FRAME_BYTES } from './frames.ts';
import type { SendEvent } from './sendEvent.ts';

const head = (statusText: string): SendEvent => ({
  type: 'head',
  url: 'http://localhost/',
  status: 200,
  statusText,
  httpVersion: '1.1',
  headers: [['X-A', '1']],
});

const items = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => head(text)),
  ),
  { maxLength: 12 },
);

/** Cuts `bytes` at the given fractions of its length. */
function cutAt(bytes: Uint8Array, fractions: readonly number[]): Uint8Array[] {
  const cuts = fractions
    .map((fraction) => Math.floor(fraction * bytes.length))
    .toSorted((a, b) => a - b);
  return [0, ...cuts].map((start, i) => bytes.subarray(start, cuts[i] ?? bytes.length));
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

function codeOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return (error as { code: unknown }).code;
  }
  return null;
}

describe('FrameDecoder', () => {
  it('gives back what was encoded, wherever the stream is cut', () => {
    const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(items, fractions, (sent, cuts) => {
        const stream = concat(
          sent.map((item) =>
            item instanceof Uint8Array ? encodeBytesFrame(item) : encodeEventFrame(item),
          ),
        );
        const decoder = new FrameDecoder();
        const received = cutAt(stream, cuts).flatMap((chunk) => decoder.push(chunk));
        decoder.finish();
        expect(received).toEqual(sent);
      }),
    );
  });

  it('gives back what was encoded when it arrives byte by byte', () => {
    const decoder = new FrameDecoder();
    const stream = concat([
      encodeEventFrame(head('OK')),
      encodeBytesFrame(new Uint8Array(0)),
      encodeBytesFrame(new Uint8Array([7])),
    ]);
    const received = [...stream].flatMap((byte) => decoder.push(new Uint8Array([byte])));
    expect(received).toEqual([head('OK'), new Uint8Array(0), new Uint8Array([7])]);
  });

  it('hands out bytes that later chunks do not change', () => {
    const chunk = encodeBytesFrame(new Uint8Array([1, 2, 3]));
    const [bytes] = new FrameDecoder().push(chunk);
    chunk.fill(9);
    expect(bytes).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('says STREAM_CUT_SHORT for every proper prefix of a frame', () => {
    const frame = encodeEventFrame(head('OK'));
    for (let size = 1; size < frame.length; size += 1) {
      const decoder = new FrameDecoder();
      expect(decoder.push(frame.subarray(0, size))).toEqual([]);
      expect(codeOf(() => decoder.finish())).toBe('STREAM_CUT_SHORT');
    }
  });

  it('refuses a length over the limit before it reserves memory for it', () => {
    expect(codeOf(() => new FrameDecoder().push(new Uint8Array([1, 0xff, 0xff, 0xff, 0xff])))).toBe(
      'FRAME_TOO_LARGE',
    );
    expect(codeOf(() => encodeBytesFrame(new Uint8Array(MAX_FRAME_BYTES + 1)))).toBe(
      'FRAME_TOO_LARGE',
    );
  });

  it('refuses unknown kinds, broken JSON and events of no known type', () => {
    const json = (text: string) =>
      new Uint8Array([0, 0, 0, 0, text.length, ...[...text].map((c) => c.charCodeAt(0))]);
    expect(codeOf(() => new FrameDecoder().push(new Uint8Array([2, 0, 0, 0, 0])))).toBe(
      'FRAME_INVALID',
    );
    expect(codeOf(() => new FrameDecoder().push(json('{"type":')))).toBe('FRAME_INVALID');
    expect(codeOf(() => new FrameDecoder().push(json('{"type":"other"}')))).toBe('FRAME_INVALID');
  });

  it('never throws anything but a wire error on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const code = codeOf(() => new FrameDecoder().push(bytes));
        expect([null, 'FRAME_TOO_LARGE', 'FRAME_INVALID']).toContain(code);
      }),
    );
  });
});
