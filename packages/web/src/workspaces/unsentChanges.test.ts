import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { EMPTY_UPDATE, UnsentChanges } from './unsentChanges.ts';

interface Edit {
  readonly update: Uint8Array;
  readonly transaction: Y.Transaction;
}

function edits(): { doc: Y.Doc; made: Edit[] } {
  const doc = new Y.Doc();
  const made: Edit[] = [];
  doc.on('update', (update, _, __, transaction) => made.push({ update, transaction }));
  return { doc, made };
}

const at = (made: readonly Edit[], i: number) => made[i] as Edit;

test('a change has reached the server when its echo comes, alone or merged with others', () => {
  const { doc, made } = edits();
  const other = edits();
  const unsent = new UnsentChanges(0);
  doc.getMap('m').set('a', 1);
  doc.getMap('m').set('b', 2);
  doc.getMap('m').set('c', 3);
  other.doc.getMap('m').set('x', 1);
  for (const { update, transaction } of made) unsent.add(update, transaction);
  unsent.received(at(other.made, 0).update);
  expect(unsent.count).toBe(3);
  unsent.received(at(made, 0).update);
  expect(unsent.count).toBe(2);
  unsent.received(
    Y.mergeUpdates([at(other.made, 0), at(made, 1), at(made, 2)].map(({ update }) => update)),
  );
  expect(unsent.count).toBe(0);
});

test('a deletion waits for an echo that holds it', () => {
  const { doc, made } = edits();
  const unsent = new UnsentChanges(0);
  doc.getText('t').insert(0, 'abc');
  doc.getText('t').delete(1, 1);
  doc.getText('t').insert(0, 'x');
  for (const { update, transaction } of made) unsent.add(update, transaction);
  unsent.received(at(made, 0).update);
  unsent.received(at(made, 2).update);
  expect(unsent.count).toBe(1);
  unsent.received(at(made, 1).update);
  expect(unsent.count).toBe(0);
});

test('what was made offline or in an earlier session is there after the handshake', () => {
  const { doc, made } = edits();
  const unsent = new UnsentChanges(4);
  doc.getMap('m').set('a', 1);
  unsent.add(at(made, 0).update, at(made, 0).transaction);
  expect(unsent.count).toBe(5);
  unsent.received(EMPTY_UPDATE);
  expect(unsent.count).toBe(1);
  unsent.sentAll();
  doc.getMap('m').set('b', 1);
  unsent.add(at(made, 1).update, at(made, 1).transaction);
  unsent.received(EMPTY_UPDATE);
  expect(unsent.count).toBe(1);
});

test('a change that comes back as it was sent is not new here; all else is', () => {
  const { doc, made } = edits();
  const other = edits();
  const unsent = new UnsentChanges(0);
  doc.getText('t').insert(0, 'abc');
  doc.getText('t').delete(1, 1);
  doc.getText('t').insert(0, 'x');
  other.doc.getText('t').insert(0, 'y');
  for (const { update, transaction } of made) unsent.add(update, transaction);
  expect(unsent.received(at(other.made, 0).update)).toBe(true);
  expect(unsent.received(at(made, 1).update)).toBe(false);
  expect(unsent.count).toBe(2);
  expect(unsent.received(Y.mergeUpdates([at(made, 0), at(made, 2)].map((e) => e.update)))).toBe(
    true,
  );
  expect(unsent.count).toBe(0);
});
