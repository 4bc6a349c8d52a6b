import {
  sendRequestSchema,
  type CookiesEvent,
  type EndEvent,
  type ErrorEvent,
  type HeadEvent,
  type HopEvent,
  type SendEvent,
  type SendRequestInput,
} from '@scratchpad/core/wire';
import { onTestFinished } from 'vitest';
import type { SendBody } from '../send/requestBody.ts';
import { send, type SendOptions } from '../send/send.ts';
import { TransportPool } from '../transport/transportPool.ts';

/** Everything one sending reported, sorted. */
export type Collected = {
  events: SendEvent[];
  hops: HopEvent[];
  cookies: CookiesEvent[];
  head: HeadEvent | undefined;
  body: Buffer;
  end: EndEvent | undefined;
  error: ErrorEvent | undefined;
};

/** A pool of connections that ends with the test. */
export function testPool(): TransportPool {
  const pool = new TransportPool();
  onTestFinished(() => pool.close());
  return pool;
}

/** Sends and waits for the end. */
export async function collectSend(
  request: Partial<SendRequestInput> & { url: string },
  body: SendBody | null = null,
  options: Partial<SendOptions> = {},
): Promise<Collected> {
  const transports = options.transports ?? testPool();
  return collect(send(parseRequest(request), body, { ...options, transports }));
}

/** A request with the least it must have. */
export function parseRequest(request: Partial<SendRequestInput> & { url: string }) {
  return sendRequestSchema.parse({ id: 'test', method: 'GET', ...request });
}

/** Sorts what a sending reports. */
async function collect(stream: AsyncIterable<SendEvent | Uint8Array>): Promise<Collected> {
  const events: SendEvent[] = [];
  const chunks: Uint8Array[] = [];
  for await (const item of stream) {
    if (item instanceof Uint8Array) chunks.push(item);
    else events.push(item);
  }
  return {
    events,
    hops: events.filter((event) => event.type === 'hop'),
    cookies: events.filter((event) => event.type === 'cookies'),
    head: events.find((event) => event.type === 'head'),
    body: Buffer.concat(chunks),
    end: events.find((event) => event.type === 'end'),
    error: events.find((event) => event.type === 'error'),
  };
}
