import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { EMPTY_UPDATE, UnsentChanges } from './unsentChanges.ts';

function edits(): { doc: Y.Doc; made: Uint8Array[] } {
  const doc = new Y.Doc();
  const made: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => made.push(update));
  return { doc, made };
}

test('a change has reached the server when its echo comes, alone or merged with others', () => {
  const { doc, made } = edits();
  const other = edits();
  const unsent = new UnsentChanges(0);
  doc.getMap('m').set('a', 1);
  doc.getMap('m').set('b', 2);
  doc.getMap('m').set('c', 3);
  other.doc.getMap('m').set('x', 1);
  for (const update of made) unsent.add(update);
  unsent.received(other.made[0] as Uint8Array);
  expect(unsent.count).toBe(3);
  unsent.received(made[0] as Uint8Array);
  expect(unsent.count).toBe(2);
  unsent.received(Y.mergeUpdates([other.made[0], made[1], made[2]] as Uint8Array[]));
  expect(unsent.count).toBe(0);
});

test('a deletion waits for an echo that holds it', () => {
  const { doc, made } = edits();
  const unsent = new UnsentChanges(0);
  doc.getText('t').insert(0, 'abc');
  doc.getText('t').delete(1, 1);
  doc.getText('t').insert(0, 'x');
  for (const update of made) unsent.add(update);
  unsent.received(made[0] as Uint8Array);
  unsent.received(made[2] as Uint8Array);
  expect(unsent.count).toBe(1);
  unsent.received(made[1] as Uint8Array);
  expect(unsent.count).toBe(0);
});

test('what was made offline or in an earlier session is there after the handshake', () => {
  const { doc, made } = edits();
  const unsent = new UnsentChanges(4);
  doc.getMap('m').set('a', 1);
  unsent.add(made[0] as Uint8Array);
  expect(unsent.count).toBe(5);
  unsent.received(EMPTY_UPDATE);
  expect(unsent.count).toBe(1);
  unsent.sentAll();
  doc.getMap('m').set('b', 1);
  unsent.add(made[1] as Uint8Array);
  unsent.received(EMPTY_UPDATE);
  expect(unsent.count).toBe(1);
});
