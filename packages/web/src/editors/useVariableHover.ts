import { type MouseEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Anchor } from './CompletionList.tsx';

const SHOW_MS = 300;
const HIDE_MS = 200;

/** Which variable of a mirrored field the pointer rests on. The mirror itself takes no pointer: its boxes are compared. */
export function useVariableHover(mirror: RefObject<HTMLElement | null>) {
  const [shown, setShown] = useState<{ readonly name: string; readonly anchor: Anchor } | null>(
    null,
  );
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const over = useRef<Element | null>(null);
  useEffect(() => () => clearTimeout(timer.current), []);

  const onMouseMove = (event: MouseEvent) => {
    const found = [...(mirror.current?.querySelectorAll('[data-name]') ?? [])].find((span) => {
      const rect = span.getBoundingClientRect();
      return event.clientX >= rect.left && event.clientX <= rect.right;
    });
    if ((found ?? null) === over.current) return;
    over.current = found ?? null;
    clearTimeout(timer.current);
    if (!found) {
      timer.current = setTimeout(() => setShown(null), HIDE_MS);
      return;
    }
    timer.current = setTimeout(() => {
      const rect = found.getBoundingClientRect();
      const anchor = { left: rect.left, top: rect.bottom, lineHeight: rect.height };
      setShown({ name: found.getAttribute('data-name') ?? '', anchor });
    }, SHOW_MS);
  };

  return {
    shown,
    /** Shows the card of the variable that the caret rests in; null: it rests in none. */
    rest: (use: { readonly name: string; readonly anchor: Anchor } | null) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setShown(use), use ? SHOW_MS : HIDE_MS);
    },
    onMouseMove,
    onMouseLeave: () => {
      over.current = null;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setShown(null), HIDE_MS);
    },
    /** Keeps the card while the pointer is on it. */
    hold: () => clearTimeout(timer.current),
    close: () => {
      over.current = null;
      clearTimeout(timer.current);
      setShown(null);
    },
  };
}
