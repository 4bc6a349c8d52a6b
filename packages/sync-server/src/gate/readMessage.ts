import { ByteReader } from './byteReader.ts';
import {
  MAX_AWARENESS_BYTES,
  MAX_AWARENESS_STATE_BYTES,
  MAX_STATE_VECTOR_BYTES,
} from './limits.ts';
import { refuse } from './rejection.ts';

/** One client's presence, as it goes over the wire. */
export type AwarenessEntry = {
  readonly client: number;
  readonly clock: number;
  /** JSON of an object, or `null` for who is gone. */
  readonly state: string;
};

/** What a client can say. */
export type Message =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step2' | 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly entries: readonly AwarenessEntry[] };

const SYNC = 0;
const AWARENESS = 1;

/** Reads one frame, whole. The contents of an update are looked at by `checkUpdate`. Throws `GateRejection`. */
export function readMessage(frame: Uint8Array): Message {
  if (frame.length === 0) refuse('GATE1', 'A frame is empty.');
  const reader = new ByteReader(frame);
  const type = reader.varUint();
  if (type !== SYNC && type !== AWARENESS) refuse('GATE1', 'A message has no known type.');
  const step = type === SYNC ? reader.varUint() : null;
  const payload = reader.varBytes();
  if (!reader.isAtEnd) refuse('GATE1', 'Something stands behind the message.');
  switch (step) {
    case null:
      return { type: 'awareness', entries: readAwareness(payload) };
    case 0:
      checkStateVector(payload);
      return { type: 'step1', stateVector: payload };
    case 1:
      return { type: 'step2', update: payload };
    case 2:
      return { type: 'update', update: payload };
    default:
      return refuse('GATE1', 'A message has no known type.');
  }
}

function checkStateVector(payload: Uint8Array): void {
  if (payload.length > MAX_STATE_VECTOR_BYTES) refuse('GATE1', 'A state vector is too long.');
  const reader = new ByteReader(payload);
  const count = reader.varUint();
  for (let i = 0; i < count; i += 1) {
    reader.varUint();
    reader.varUint();
  }
  if (!reader.isAtEnd) refuse('GATE1', 'Something stands behind the state vector.');
}

function readAwareness(payload: Uint8Array): AwarenessEntry[] {
  if (payload.length > MAX_AWARENESS_BYTES) refuse('AWR2', 'An awareness message is too long.');
  const reader = new ByteReader(payload);
  const count = reader.varUint();
  const entries: AwarenessEntry[] = [];
  for (let i = 0; i < count; i += 1) {
    const client = reader.varUint();
    const clock = reader.varUint();
    const state = reader.string(MAX_AWARENESS_BYTES);
    entries.push({ client, clock, state });
  }
  if (!reader.isAtEnd) refuse('GATE1', 'Something stands behind the awareness message.');
  return entries;
}

/** Checks an entry that is going to be shown to others. Throws `GateRejection`. */
export function checkAwarenessState(state: string): void {
  if (Buffer.byteLength(state) > MAX_AWARENESS_STATE_BYTES)
    refuse('AWR2', 'A presence is too long.');
  let value: unknown;
  try {
    value = JSON.parse(state);
  } catch {
    refuse('AWR2', 'A presence is not JSON.');
  }
  if (typeof value !== 'object' || Array.isArray(value)) refuse('AWR2', 'A presence is no object.');
}
