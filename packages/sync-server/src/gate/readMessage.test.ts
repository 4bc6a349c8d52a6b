import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { checkAwarenessState, readMessage } from './readMessage.ts';
import { GateRejection } from './rejection.ts';

function verdict(fn: () => unknown): unknown {
  try {
    return fn();
  } catch (error) {
    if (!(error instanceof GateRejection)) throw error;
    return error.code;
  }
}

const read = (...bytes: number[]) => verdict(() => readMessage(new Uint8Array(bytes)));

function awareness(entries: readonly (readonly [number, number, string])[]): Uint8Array {
  const payload = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const [client, clock, state] of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, state);
    }
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

describe('readMessage', () => {
  it('reads the four messages', () => {
    expect(read(0, 0, 1, 0)).toEqual({ type: 'step1', stateVector: new Uint8Array([0]) });
    expect(read(0, 1, 2, 0, 0)).toEqual({ type: 'step2', update: new Uint8Array(2) });
    expect(read(0, 2, 2, 0, 0)).toEqual({ type: 'update', update: new Uint8Array(2) });
    expect(verdict(() => readMessage(awareness([[5, 1, '{}']])))).toEqual({
      type: 'awareness',
      entries: [{ client: 5, clock: 1, state: '{}' }],
    });
  });

  it('GATE1 refuses nothing, unknown types, long numbers, and what stands behind', () => {
    expect(read()).toBe('GATE1');
    for (const type of [2, 3, 4, 127]) expect(read(type, 0)).toBe('GATE1');
    expect(read(0, 3, 0)).toBe('GATE1');
    expect(read(0, 2, 2, 0, 0, 0)).toBe('GATE1');
    expect(read(0x80, 0, 2, 2, 0, 0)).toBe('GATE1');
    expect(read(0, 0x82, 0, 2, 0, 0)).toBe('GATE1');
    expect(read(0, 2, 2, 0, 0, 0, 2, 2, 0, 0)).toBe('GATE1');
    expect(read(0, 0, 2, 0, 0)).toBe('GATE1');
    expect(read(0, 2, 200)).toBe('GATE2');
  });

  it('AWR2 refuses awareness frames over 64 KiB', () => {
    const states = (count: number) =>
      awareness(Array.from({ length: count }, (_, i) => [i, 1, `{"a":"${'x'.repeat(10_000)}"}`]));
    expect(verdict(() => readMessage(states(6)))).toMatchObject({ type: 'awareness' });
    expect(verdict(() => readMessage(states(7)))).toBe('AWR2');
  });

  it('AWR2 refuses a presence that is no object, no JSON, or too long', () => {
    const check = (state: string) => verdict(() => checkAwarenessState(state));
    expect(check('null')).toBeUndefined();
    expect(check('{"user":{"name":"é"}}')).toBeUndefined();
    for (const state of ['1', '"x"', '[]', '{', '']) expect(check(state)).toBe('AWR2');
    expect(check(`{"a":"${'x'.repeat(16_384)}"}`)).toBe('AWR2');
  });
});
