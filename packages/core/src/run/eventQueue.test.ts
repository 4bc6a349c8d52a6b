import { describe, expect, it } from 'vitest';
import { EventQueue } from './eventQueue.ts';

describe('EventQueue', () => {
  it('gives events in order, those before the taker came and those after', async () => {
    const queue = new EventQueue<number>();
    queue.push(1);
    const taken: number[] = [];
    const taking = (async () => {
      for await (const event of queue) taken.push(event);
    })();
    queue.push(2);
    await Promise.resolve();
    queue.push(3);
    queue.end();
    await taking;
    expect(taken).toStrictEqual([1, 2, 3]);
  });

  it('gives what came before an error, then the error', async () => {
    const queue = new EventQueue<number>();
    queue.push(1);
    queue.fail(new Error('over'));
    expect(await queue.next()).toStrictEqual({ done: false, value: 1 });
    await expect(queue.next()).rejects.toThrow('over');
    expect((await queue.next()).done).toBe(true);
  });

  it('says when the taker stops before the end', async () => {
    let isStopped = false;
    const queue = new EventQueue<number>(() => (isStopped = true));
    queue.push(1);
    for await (const _ of queue) break;
    expect(isStopped).toBe(true);
  });
});
