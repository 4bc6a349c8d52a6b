import { type PointerEvent, type RefObject, useCallback, useState } from 'react';

/** Where a dragged row would land: before the row of this number; null while none is dragged. */
export interface RowDrag {
  readonly from: number;
  readonly to: number;
}

/** Dragging rows by their grip, with the pointer captured so that leaving the table does not end it. Escape cancels. */
export function useRowDrag(
  body: RefObject<HTMLElement | null>,
  move: (from: number, to: number) => void,
) {
  const [drag, setDrag] = useState<RowDrag | null>(null);

  // Stable, so that a key in one row does not render the others.
  const start = useCallback(
    (event: PointerEvent<HTMLElement>, from: number) => {
      if (event.button !== 0 || !body.current) return;
      event.preventDefault();
      const grip = event.currentTarget;
      grip.setPointerCapture(event.pointerId);
      let to = from;
      setDrag({ from, to });
      const onMove = (moved: globalThis.PointerEvent) => {
        // Asked anew each time: a long table renders other rows when it scrolls.
        const rows = [...(body.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
        const before = rows.find((row) => {
          const rect = row.getBoundingClientRect();
          return row.dataset['row'] === 'new' || moved.clientY < rect.top + rect.height / 2;
        });
        to = Number((before ?? rows.at(-1))?.dataset['number'] ?? from) + (before ? 0 : 1);
        setDrag({ from, to });
      };
      const finish = (commit: boolean) => {
        grip.removeEventListener('pointermove', onMove);
        grip.removeEventListener('pointerup', onUp);
        grip.removeEventListener('lostpointercapture', onLost);
        document.removeEventListener('keydown', onKey, true);
        setDrag(null);
        if (commit && to !== from && to !== from + 1) move(from, to);
      };
      const onUp = () => finish(true);
      const onLost = () => finish(false);
      const onKey = (pressed: globalThis.KeyboardEvent) => {
        if (pressed.key !== 'Escape') return;
        pressed.preventDefault();
        pressed.stopPropagation();
        finish(false);
      };
      grip.addEventListener('pointermove', onMove);
      grip.addEventListener('pointerup', onUp);
      grip.addEventListener('lostpointercapture', onLost);
      document.addEventListener('keydown', onKey, true);
    },
    [body, move],
  );

  return { drag, start };
}
