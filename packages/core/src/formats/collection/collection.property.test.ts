import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../model/json.ts';
import { normalForm } from '../testing/normalForm.ts';
import { oddCollection } from '../testing/oddCollection.ts';
import { roundTrip } from '../testing/roundTrip.ts';

describe('collections of odd shapes', () => {
  test.each(['2.1', '2.0'] as const)(
    '%s: mean the same after import, document and export',
    async (version) => {
      await fc.assert(
        fc.asyncProperty(oddCollection(version), async (collection) => {
          const trip = await roundTrip('odd.json', JSON.stringify(collection));
          expect(trip.version).toBe(version);
          const original = JSON.parse(JSON.stringify(collection)) as JsonValue;
          expect(normalForm(trip.written, version)).toStrictEqual(normalForm(original, version));
        }),
        { numRuns: 400 },
      );
    },
  );

  test.each(['2.1', '2.0'] as const)(
    '%s: are written byte for byte the same again',
    async (version) => {
      await fc.assert(
        fc.asyncProperty(oddCollection(version), async (collection) => {
          const { text } = await roundTrip('odd.json', JSON.stringify(collection));
          expect((await roundTrip('odd.json', text)).text).toBe(text);
        }),
        { numRuns: 200 },
      );
    },
  );
});
