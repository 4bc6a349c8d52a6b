import type { HistoryEntry } from './historyEntry.ts';
import { historyWords } from './words.ts';

/** A row of the list: the head of a day, or an entry. */
export type HistoryRow =
  | { readonly kind: 'day'; readonly day: number; readonly label: string; readonly count: number }
  | { readonly kind: 'entry'; readonly entry: HistoryEntry };

/** Midnight before a time, in this device's zone. */
export function startOfDay(at: number): number {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

/** Midnight after a time; a day is not always 24 hours. */
export function endOfDay(at: number): number {
  const date = new Date(startOfDay(at));
  date.setDate(date.getDate() + 1);
  return date.getTime();
}

/** `Today`, `Yesterday`, or the weekday and date. */
export function dayLabel(day: number, now: number): string {
  const today = startOfDay(now);
  if (day === today) return historyWords.today;
  if (endOfDay(day) === today) return historyWords.yesterday;
  const sameYear = new Date(day).getFullYear() === new Date(now).getFullYear();
  return new Date(day).toLocaleDateString(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** Puts a head before the entries of each day. Entries are newest first. */
export function toHistoryRows(
  entries: readonly HistoryEntry[],
  now: number,
): readonly HistoryRow[] {
  const rows: HistoryRow[] = [];
  let from = 0;
  while (from < entries.length) {
    const day = startOfDay((entries[from] as HistoryEntry).at);
    let to = from;
    while (to < entries.length && (entries[to] as HistoryEntry).at >= day) to++;
    rows.push({ kind: 'day', day, label: dayLabel(day, now), count: to - from });
    for (const entry of entries.slice(from, to)) rows.push({ kind: 'entry', entry });
    from = to;
  }
  return rows;
}
