import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { type Sight, windowItems, type WindowItem } from './rowWindow.ts';

/** Tables up to this many rows are rendered whole: it is simpler, and a browser's own search finds everything. */
const WHOLE = 100;
/** The height of a row in tables, as in tokens.css; all rows have it. */
const ROW_PX = 30;
const OVERSCAN = 12;
/** What is in sight changes by so many rows at once: fewer renders while scrolling. */
const STEP = 8;

/**
 * The rows of a long table that are to be rendered: those near the window, and the one with the focus. Scrolls with
 * whatever the table scrolls in.
 * @param ids of all rows in order, as in their `data-row`
 */
export function useRowWindow(
  body: RefObject<HTMLElement | null>,
  ids: readonly string[],
): {
  readonly items: readonly WindowItem[];
  /** Sees to it that a row is rendered, in sight or not. */
  readonly pin: (id: string) => void;
} {
  const count = ids.length;
  const isLong = count > WHOLE;
  const [sight, setSight] = useState<Sight>({ first: 0, end: WHOLE });
  const [pinnedId, pin] = useState<string | null>(null);

  const look = useCallback(() => {
    const top = body.current?.getBoundingClientRect().top ?? 0;
    const first = Math.floor(-top / ROW_PX / STEP) * STEP - OVERSCAN;
    const shown = Math.ceil(window.innerHeight / ROW_PX / STEP) * STEP;
    const end = first + shown + STEP + 2 * OVERSCAN;
    setSight((before) => (before.first === first && before.end === end ? before : { first, end }));
  }, [body]);
  useLayoutEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- where the table stands is measured, and known after layout only
    if (isLong) look();
  }, [isLong, look, count]);
  useEffect(() => {
    if (!isLong) return undefined;
    // Scrolling does not bubble; which element scrolls is for the page around to say.
    document.addEventListener('scroll', look, { capture: true, passive: true });
    window.addEventListener('resize', look);
    return () => {
      document.removeEventListener('scroll', look, { capture: true });
      window.removeEventListener('resize', look);
    };
  }, [isLong, look]);
  useEffect(() => {
    const element = body.current;
    if (!isLong || !element) return undefined;
    const onFocus = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
      if (row?.dataset['row'] !== undefined) pin(row.dataset['row']);
    };
    element.addEventListener('focusin', onFocus);
    return () => element.removeEventListener('focusin', onFocus);
  }, [body, isLong]);

  const pinned = isLong && pinnedId !== null ? ids.indexOf(pinnedId) : -1;
  const items = useMemo(
    () => windowItems(count, isLong ? sight : { first: 0, end: count }, pinned),
    [count, isLong, sight, pinned],
  );
  return { items, pin };
}

/** The height of rows that are not rendered. */
export function gapHeight(rows: number): number {
  return rows * ROW_PX;
}
