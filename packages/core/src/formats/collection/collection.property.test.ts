import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../model/json.ts';
import { normalForm } from '../testing/normalForm.ts';
import { oddCollection } from '../testing/oddCollection.ts';
import { roundTrip } from '../testing/roundTrip.ts';

describe('collections of odd shapes', () => {
  test.each(['2.1', '2.0'] as const)(
    '%s: mean the same after import, document and export',
    (version) => {
      fc.assert(
        fc.property(oddCollection(version), (collection) => {
          const trip = roundTrip('odd.json', JSON.stringify(collection));
          expect(trip.version).toBe(version);
          const original = JSON.parse(JSON.stringify(collection)) as JsonValue;
          expect(normalForm(trip.written, version)).toStrictEqual(normalForm(original, version));
        }),
        { numRuns: 400 },
      );
    },
  );

  test.each(['2.1', '2.0'] as const)('%s: are written byte for byte the same again', (version) => {
    fc.assert(
      fc.property(oddCollection(version), (collection) => {
        const { text } = roundTrip('odd.json', JSON.stringify(collection));
        expect(roundTrip('odd.json', text).text).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});
