import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { peersByPlace, readPeers } from './peers.ts';

function roomOf(states: readonly object[]): Awareness {
  const awareness = new Awareness(new Y.Doc());
  states.forEach((state, i) => awareness.states.set(i + 1, state));
  return awareness;
}
const user = (id: string, name: string) => ({ id, name });

test('each person stands once, with all that they have open, and oneself not at all', () => {
  const awareness = roomOf([
    { user: user('2', 'Mina'), place: 'a' },
    { user: user('1', 'Jonas'), place: 'a' },
    { user: user('1', 'Jonas'), place: 'b' },
    { user: user('0', 'Me'), place: 'a' },
  ]);
  const peers = readPeers(awareness, '0');
  expect(peers).toEqual([
    { id: '1', name: 'Jonas', places: ['a', 'b'], isReceived: null },
    { id: '2', name: 'Mina', places: ['a'], isReceived: null },
  ]);
  const byPlace = peersByPlace(peers);
  expect(byPlace.get('a')?.map(({ name }) => name)).toEqual(['Jonas', 'Mina']);
  expect(byPlace.get('b')?.map(({ name }) => name)).toEqual(['Jonas']);
  awareness.destroy();
});

test('what others say of themselves is read with care', () => {
  const awareness = roomOf([
    { user: 7 },
    { user: { id: '1' } },
    { user: user('2', 'x'.repeat(201)) },
    { user: user('3', 'Lea'), place: { toString: 'no' } },
    {},
  ]);
  expect(readPeers(awareness, '0')).toEqual([
    { id: '3', name: 'Lea', places: [], isReceived: null },
  ]);
  awareness.destroy();
});

test('a person has received something when one of their tabs has', () => {
  const awareness = roomOf([
    { user: user('1', 'Jonas'), got: true },
    { user: user('1', 'Jonas'), got: false },
    { user: user('2', 'Mina'), got: false },
    { user: user('3', 'Lea') },
  ]);
  const received = (state: unknown) => (state as { got?: boolean }).got;
  expect(
    readPeers(awareness, '0', received).map(({ name, isReceived }) => [name, isReceived]),
  ).toEqual([
    ['Jonas', true],
    ['Lea', null],
    ['Mina', false],
  ]);
  awareness.destroy();
});
