import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Receipts } from './receipts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Two clients in one room, whose awareness arrives when `exchange` is called. */
function room() {
  const clients = [0, 1].map(() => {
    const awareness = new Awareness(new Y.Doc());
    const server = { isSynced: true, hasAll: true };
    const receipts = new Receipts(
      awareness,
      () => server,
      () => undefined,
    );
    return { awareness, server, receipts };
  }) as unknown as [Client, Client];
  const [a, b] = clients;
  const exchange = () => {
    for (let round = 0; round < 3; round++) {
      applyAwarenessUpdate(
        b.awareness,
        encodeAwarenessUpdate(a.awareness, [a.awareness.clientID]),
        '',
      );
      applyAwarenessUpdate(
        a.awareness,
        encodeAwarenessUpdate(b.awareness, [b.awareness.clientID]),
        '',
      );
      vi.advanceTimersByTime(1000);
    }
  };
  const hasReceived = () =>
    a.receipts.hasReceived(a.awareness.getStates().get(b.awareness.clientID));
  const end = () =>
    clients.forEach(({ awareness, receipts }) => {
      receipts.destroy();
      awareness.destroy();
    });
  return { a, b, exchange, hasReceived, end };
}
interface Client {
  readonly awareness: Awareness;
  readonly server: { isSynced: boolean; hasAll: boolean };
  readonly receipts: Receipts;
}

test('a change is received when it was on the server and the other has seen that', () => {
  const { a, b, exchange, hasReceived, end } = room();
  exchange();
  expect(hasReceived()).toBe(true);
  a.receipts.changed();
  a.server.hasAll = false;
  a.receipts.serverChanged();
  exchange();
  expect(hasReceived()).toBe(false);
  a.server.hasAll = true;
  a.receipts.serverChanged();
  vi.advanceTimersByTime(1000);
  expect(hasReceived()).toBe(false);
  exchange();
  expect(hasReceived()).toBe(true);
  expect(b.receipts.hasReceived(b.awareness.getStates().get(a.awareness.clientID))).toBe(true);
  end();
});

test('who has not what the server has acknowledges nothing', () => {
  const { a, b, exchange, hasReceived, end } = room();
  exchange();
  b.server.isSynced = false;
  a.receipts.changed();
  a.receipts.serverChanged();
  exchange();
  expect(hasReceived()).toBe(false);
  b.server.isSynced = true;
  b.receipts.serverChanged();
  exchange();
  expect(hasReceived()).toBe(true);
  end();
});

test('a client that says nothing of it is not known to have or to lack anything', () => {
  const { a, end } = room();
  for (const state of [undefined, {}, { got: 1 }, { got: { x: 'y' } }])
    expect(a.receipts.hasReceived(state)).toBe(undefined);
  end();
});

test('nothing is told when nothing has changed', () => {
  const { a, exchange, end } = room();
  exchange();
  const updates = vi.fn();
  a.awareness.on('update', updates);
  a.receipts.serverChanged();
  vi.advanceTimersByTime(1000);
  expect(updates).not.toHaveBeenCalled();
  end();
});
