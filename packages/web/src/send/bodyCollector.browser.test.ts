import { expect, it } from 'vitest';
import { openLocalDb } from '../storage/localDb.ts';
import { BodyCollector } from './bodyCollector.ts';

const MIB = 1024 * 1024;

async function digest(bytes: ArrayBuffer): Promise<string> {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join();
}

it('gives back every byte in order, and leaves nothing in the database', async () => {
  const collector = new BodyCollector();
  const whole = new Uint8Array(37 * MIB + 5);
  for (let at = 0; at < whole.length; at += 4096) whole[at] = (at / 4096) % 251;
  // Sizes that fall on no border of anything.
  for (let at = 0; at < whole.length; at += 777_777) {
    await collector.push(whole.slice(at, at + 777_777));
  }
  expect(collector.sizeBytes).toBe(whole.length);
  const blob = collector.toBlob('text/plain');
  expect(blob.type).toBe('text/plain');
  expect(await digest(await blob.arrayBuffer())).toBe(await digest(whole.buffer));

  const db = await openLocalDb();
  const keys = await db.getAllKeys('values');
  expect(keys.filter((key) => key.startsWith('spilled:'))).toEqual([]);
  // What was given back is still there although its record is not.
  expect((await blob.slice(30 * MIB, 30 * MIB + 4096).arrayBuffer()).byteLength).toBe(4096);
});
