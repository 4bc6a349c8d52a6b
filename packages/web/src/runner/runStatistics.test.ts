import { expect, test } from 'vitest';
import type { RunRow } from './runRows.ts';
import { iterationCounts, timePoints, timesOf } from './runStatistics.ts';

const row = (timeMs: number, more: Partial<RunRow> = {}): RunRow => ({
  iteration: 0,
  node: null,
  name: 'a',
  path: '',
  method: 'GET',
  url: '',
  state: 'done',
  status: 200,
  statusText: 'OK',
  timeMs,
  sizeBytes: 0,
  lines: [],
  ...more,
});
const failed = { name: 't', status: 'failed', message: 'no' } as const;

test('times leave out what got no answer', () => {
  const rows = [...Array.from({ length: 100 }, (_, i) => row(i + 1)), row(9999, { status: null })];
  expect(timesOf(rows)).toStrictEqual({ median: 50, p95: 95, slowest: 100, count: 100 });
  expect(timesOf([row(1, { status: null })])).toBeNull();
});

test('iterations count their tests', () => {
  const rows = [
    row(1, { lines: [failed, { ...failed, status: 'passed' }] }),
    row(1, { iteration: 2, lines: [{ ...failed, status: 'skipped' }] }),
  ];
  expect(iterationCounts(rows)).toStrictEqual([
    { passed: 1, failed: 1 },
    { passed: 0, failed: 0 },
    { passed: 0, failed: 0 },
  ]);
});

test('a chart of many rows keeps the slowest and the failed', () => {
  const rows = Array.from({ length: 1000 }, (_, i) => row(i === 501 ? 500 : 10));
  rows[777] = row(5, { lines: [failed] });
  const points = timePoints(rows, 100);
  expect(points.length).toBe(100);
  expect(points.find(({ at }) => at === 501)?.timeMs).toBe(500);
  expect(points.filter((point) => point.failed)).toHaveLength(1);
});
