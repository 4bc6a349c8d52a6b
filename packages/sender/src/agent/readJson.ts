import type { IncomingMessage } from 'node:http';
import { AppError } from '@scratchpad/core/wire';
import type { z } from 'zod';

const MAX_BYTES = 4096;

/** The body of a small call. Rejects with `AppError` `INVALID_REQUEST` when it is large, no JSON, or not of the schema. */
export async function readJson<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) break;
    chunks.push(chunk);
  }
  if (bytes <= MAX_BYTES) {
    const parsed = schema.safeParse(toJson(Buffer.concat(chunks).toString()));
    if (parsed.success) return parsed.data;
  }
  throw new AppError('INVALID_REQUEST', 'The body is not what this call takes.');
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
