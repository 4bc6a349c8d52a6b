import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from './historyEntry.ts';
import { dayLabel, endOfDay, startOfDay, toHistoryRows } from './historyRows.ts';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
const entry = (time: number) => ({ id: String(time), at: time }) as HistoryEntry;

describe('toHistoryRows', () => {
  it('puts a head with its count before the entries of each day', () => {
    const rows = toHistoryRows(
      [at(24, 13), at(24, 0), at(23, 23), at(20, 8)].map(entry),
      at(24, 14),
    );
    expect(
      rows.map((row) => (row.kind === 'day' ? `${row.label} ${row.count}` : row.entry.at)),
    ).toEqual([
      'Today 2',
      at(24, 13),
      at(24, 0),
      'Yesterday 1',
      at(23, 23),
      `${dayLabel(startOfDay(at(20, 8)), at(24, 14))} 1`,
      at(20, 8),
    ]);
  });

  it('a day ends where the next begins, whatever the clocks do', () => {
    for (let day = 1; day < 366; day++) {
      const time = new Date(2026, 0, day, 12).getTime();
      expect(endOfDay(time)).toBe(startOfDay(new Date(2026, 0, day + 1, 12).getTime()));
    }
  });
});
