import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../model/json.ts';
import { readFile } from '../readFile.ts';
import { normalForm } from '../testing/normalForm.ts';
import { roundTrip } from '../testing/roundTrip.ts';
import { hasSharedData, readSharedFile, sharedFiles } from '../testing/sharedData.ts';
import { decodeText } from '../text/decodeText.ts';
import { writeCollection } from './collection.ts';

const files = sharedFiles('collections').filter((name) => !name.includes('.v1.'));

describe.skipIf(!hasSharedData).each(files)('%s', async (name) => {
  const bytes = hasSharedData ? readSharedFile('collections', name) : new Uint8Array();
  const trip = await roundTrip(name, bytes);

  test('means the same after import, document and export', () => {
    const original = JSON.parse(decodeText(bytes)) as JsonValue;
    expect(normalForm(trip.written, trip.version)).toStrictEqual(
      normalForm(original, trip.version),
    );
  });

  test('is written byte for byte the same after another import and export', async () => {
    expect((await roundTrip(name, trip.text)).text).toBe(trip.text);
  });

  test('means the same after export in the other version and back', async () => {
    const other = trip.version === '2.1' ? '2.0' : '2.1';
    const blobs = new Map(trip.parsed.blobs.map(({ hash, text }) => [hash, text]));
    const getBlob = (hash: string) => blobs.get(hash);
    const spec = trip.parsed.collections[0];
    if (!spec) throw new Error('no collection');
    const there = await readFile(
      name,
      JSON.stringify(writeCollection(spec, { version: other, getBlob })),
    );
    expect(there.format).toBe(`collection-${other}`);
    const thereSpec = there.collections[0];
    if (!thereSpec) throw new Error('no collection');
    const back = writeCollection(thereSpec, { version: trip.version, getBlob });
    // Row types of authorization are a thing of 2.1 alone: 2.0 is what both can say.
    expect(normalForm(back, '2.0')).toStrictEqual(
      normalForm(writeCollection(spec, { version: trip.version, getBlob }), '2.0'),
    );
  });
});
