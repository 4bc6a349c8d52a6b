import { Readable, type Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { AppError, type HeaderList } from '@scratchpad/core/wire';
import { headerValues } from './hopHeaders.ts';

// Each layer multiplies what a server can make us compute; no honest one uses more than two.
const MAX_CODINGS = 5;

/**
 * The content codings of a response in the order they come off (RFC 9110, 8.4): the last one listed first. Empty when
 * there is one among them that is not known; then the bytes are shown as they are.
 */
export function contentCodings(headers: HeaderList): string[] {
  const codings = headerValues(headers, 'content-encoding')
    .flatMap((value) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .toReversed();
  return codings.length <= MAX_CODINGS && codings.every((coding) => decoderByCoding.has(coding))
    ? codings
    : [];
}

/**
 * Takes the codings off, one after the other. Each layer may give `maxBytes` at most, so that a small body cannot grow
 * without end; nothing is decoded ahead of what is read. Throws `AppError` with `DECODE_FAILED` or
 * `DECOMPRESSION_LIMIT`; errors of the source itself pass through. Who stops reading early ends the source himself.
 */
export function decodeBody(
  source: AsyncIterable<Uint8Array>,
  codings: readonly string[],
  maxBytes: number,
): AsyncIterable<Uint8Array> {
  return codings.reduce((stream, coding) => decodeLayer(stream, coding, maxBytes), source);
}

async function* decodeLayer(
  source: AsyncIterable<Uint8Array>,
  coding: string,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const input = source[Symbol.asyncIterator]();
  const first = await input.next();
  // Servers announce a coding for an empty body as well.
  if (first.done === true) return;
  const decoder = decoderByCoding.get(coding)!(first.value);
  const failure: SourceFailure = { error: null };
  Readable.from(chain(first.value, input, failure), { objectMode: false })
    .on('error', (error) => decoder.destroy(error))
    .pipe(decoder);
  let decodedBytes = 0;
  try {
    for await (const chunk of decoder as AsyncIterable<Uint8Array>) {
      decodedBytes += chunk.length;
      if (decodedBytes > maxBytes) throw limitExceeded(maxBytes);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (failure.error !== null) throw failure.error;
    throw decodeFailed(coding, error);
  }
}

/** Tells an error of the connection from one of the decoder, which fails with either. */
type SourceFailure = { error: Error | null };

async function* chain(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  failure: SourceFailure,
): AsyncGenerator<Uint8Array> {
  yield first;
  try {
    for (let next = await rest.next(); next.done !== true; next = await rest.next())
      yield next.value;
  } catch (error) {
    failure.error = error as Error;
    throw error;
  }
}

const decoderByCoding = new Map<string, (firstChunk: Uint8Array) => Transform>([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', (firstChunk) => (hasZlibHeader(firstChunk) ? createInflate() : createInflateRaw())],
  ['br', () => createBrotliDecompress()],
  ['zstd', () => createZstdDecompress()],
]);

/** `deflate` means the zlib format, but many servers send the bare one (RFC 9110, 8.4.1.2). */
function hasZlibHeader([method = 0, flags]: Uint8Array): boolean {
  if ((method & 0x0f) !== 8) return false;
  return flags === undefined || ((method << 8) | flags) % 31 === 0;
}

function limitExceeded(maxBytes: number): AppError<'DECOMPRESSION_LIMIT'> {
  return new AppError(
    'DECOMPRESSION_LIMIT',
    `The compressed body unpacks to more than ${Math.round(maxBytes / 1024 / 1024)} MiB, so reading it was stopped. ` +
      'If the server can be trusted, raise the limit in the settings.',
  );
}

function decodeFailed(coding: string, cause: unknown): AppError<'DECODE_FAILED'> {
  return new AppError(
    'DECODE_FAILED',
    `The server says that the body is compressed with ${coding}, but it cannot be unpacked. ` +
      'To see the bytes as they come, set the header Accept-Encoding to identity.',
    { cause },
  );
}
