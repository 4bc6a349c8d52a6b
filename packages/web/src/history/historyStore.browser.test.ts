import { beforeEach, describe, expect, it } from 'vitest';
import type { NodeId } from '@scratchpad/core';
import type { Outcome } from '../send/outcome.ts';
import { HistoryStore } from './historyStore.ts';

const ALL = { text: '', method: null, status: null } as const;
const spec = { kind: 'http', name: 'Test' } as const;

function outcome(id: string, startedAt: number, patch: Partial<Outcome> = {}): Outcome {
  return {
    id,
    requestId: 'request',
    requestName: 'List orders',
    startedAt,
    via: 'agent',
    sent: {
      method: 'GET',
      url: `http://localhost/${id}`,
      headers: [],
      bodyText: null,
      bodyBytes: 0,
    },
    events: [
      { type: 'head', url: '', status: 200, statusText: 'OK', httpVersion: '1.1', headers: [] },
    ],
    bodyBytes: 0,
    durationMs: 1,
    notes: [],
    urlOrigin: null,
    ...patch,
  };
}

let history: HistoryStore;
beforeEach(async () => {
  history = new HistoryStore();
  await history.clear();
  await history.setLimitBytes(1_000_000);
});

const ids = async (filter: Parameters<HistoryStore['list']>[0] = ALL) =>
  (await history.list(filter, Infinity, 100)).map(({ id }) => id);

describe('HistoryStore', () => {
  it('lists newest first, page by page', async () => {
    for (const at of [2, 1, 3]) await history.add(outcome(`e${at}`, at), new Blob(), spec);
    expect(await ids()).toEqual(['e3', 'e2', 'e1']);
    expect((await history.list(ALL, 3, 1)).map(({ id }) => id)).toEqual(['e2']);
  });

  it('finds by words, method and status', async () => {
    const failed = outcome('b', 2, {
      events: [],
      sent: { ...outcome('b', 2).sent, method: 'POST' },
    });
    await history.add(outcome('a', 1), new Blob(), spec);
    await history.add(failed, new Blob(), spec);
    expect(await ids({ ...ALL, text: 'ORDERS localhost/a' })).toEqual(['a']);
    expect(await ids({ ...ALL, method: 'POST' })).toEqual(['b']);
    expect(await ids({ ...ALL, status: 'failed' })).toEqual(['b']);
    expect(await ids({ ...ALL, status: '2' })).toEqual(['a']);
  });

  it('keeps bodies, and gives back the last answer of a request', async () => {
    await history.add(outcome('a', 1), new Blob(['one']), spec);
    await history.add(outcome('b', 2), new Blob(['two']), spec);
    const last = await history.lastOf('request' as NodeId);
    expect(last?.outcome.id).toBe('b');
    expect(await last?.body.text()).toBe('two');
  });

  it('drops the oldest over the limit, and keeps no body that would fill half of it', async () => {
    await history.setLimitBytes(10_000);
    for (let i = 0; i < 6; i++) {
      await history.add(outcome(`e${i}`, i), new Blob(['x'.repeat(3000)]), spec);
    }
    expect(await history.totalBytes()).toBeLessThanOrEqual(10_000);
    expect((await ids())[0]).toBe('e5');
    await history.add(outcome('big', 9), new Blob(['x'.repeat(6000)]), spec);
    expect((await history.get('big'))?.hasBody).toBe(false);
  });

  it('counts bytes right through deleting, undoing and another instance', async () => {
    const other = new HistoryStore();
    await history.add(outcome('a', 1), new Blob(['one']), spec);
    const total = await history.totalBytes();
    const removed = await history.remove(['a']);
    expect(await history.totalBytes()).toBe(0);
    await history.restore(removed);
    expect(await history.totalBytes()).toBe(total);
    expect(await (await history.body('a'))?.text()).toBe('one');
    expect(await other.totalBytes()).toBe(total);
  });

  it('tells other tabs', async () => {
    const other = new HistoryStore();
    const told = new Promise<void>((resolve) => other.subscribe(resolve));
    await history.add(outcome('a', 1), new Blob(), spec);
    await told;
    expect(other.version).toBe(1);
  });

  it('deletes one day and nothing else', async () => {
    for (const at of [10, 20, 30]) await history.add(outcome(`e${at}`, at), new Blob(), spec);
    await history.removeBetween(20, 30);
    expect(await ids()).toEqual(['e30', 'e10']);
  });
});
