import { isFailed, type RunRow } from './runRows.ts';

/** The times of the answers of a run, in milliseconds; null when none came. */
export function timesOf(rows: readonly RunRow[]): {
  readonly median: number;
  readonly p95: number;
  readonly slowest: number;
  readonly count: number;
} | null {
  const times = rows.filter(({ status }) => status !== null).map(({ timeMs }) => timeMs);
  if (times.length === 0) return null;
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? 0;
  return { median: at(0.5), p95: at(0.95), slowest: times.at(-1) ?? 0, count: times.length };
}

/** Passed and failed tests of each iteration that has begun. */
export function iterationCounts(
  rows: readonly RunRow[],
): readonly { readonly passed: number; readonly failed: number }[] {
  const counts: { passed: number; failed: number }[] = [];
  for (const { iteration, lines } of rows) {
    const count = (counts[iteration] ??= { passed: 0, failed: 0 });
    for (const { status } of lines) if (status !== 'skipped') count[status] += 1;
  }
  return Array.from(counts, (count) => count ?? { passed: 0, failed: 0 });
}

/** One point of the chart of times. */
export interface TimePoint {
  /** Number of the row. */
  readonly at: number;
  readonly timeMs: number;
  readonly failed: boolean;
}

/** At most `most` points: of neighbours the slowest stands for all, and a failed one is not lost. */
export function timePoints(rows: readonly RunRow[], most: number): readonly TimePoint[] {
  const size = Math.max(1, Math.ceil(rows.length / most));
  const points: TimePoint[] = [];
  for (let from = 0; from < rows.length; from += size) {
    let slowest = -1;
    let failed = false;
    for (let at = from; at < Math.min(rows.length, from + size); at += 1) {
      const row = rows[at] as RunRow;
      if (row.status === null) continue;
      if (slowest < 0 || row.timeMs > (rows[slowest]?.timeMs ?? 0)) slowest = at;
      failed ||= isFailed(row);
    }
    if (slowest >= 0) points.push({ at: slowest, timeMs: rows[slowest]?.timeMs ?? 0, failed });
  }
  return points;
}
