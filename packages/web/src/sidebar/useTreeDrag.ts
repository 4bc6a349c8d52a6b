/** Dragging in the tree with pointer events: mouse at once, touch after a long press is left to scrolling. */
import { canMove, type DocStore, type NodeId, topmost } from '@scratchpad/core';
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type DropTarget, findDropTarget } from './dropTarget.ts';
import { setExpanded } from './treeState.ts';
import type { TreeSource, VisibleRow } from './visibleRows.ts';

/** The pointer must travel this far before a press is a drag. */
const THRESHOLD_PX = 5;
const OPEN_AFTER_MS = 600;
/** Near the edges the tree scrolls. */
const EDGE_PX = 28;
const SCROLL_STEP_PX = 8;
const INDENT_PX = 14;

/** What is being dragged, and where it would go. */
export interface TreeDrag {
  readonly ids: readonly NodeId[];
  readonly x: number;
  readonly y: number;
  readonly target: DropTarget | null;
}

/** What dragging needs of the tree; read anew at each use. */
export interface DragContext {
  readonly store: DocStore;
  readonly source: TreeSource;
  readonly rows: readonly VisibleRow[];
  readonly selected: ReadonlySet<string>;
  readonly rowHeight: number;
  readonly move: (ids: readonly NodeId[], parent: NodeId | null, index: number) => void;
}

interface Session {
  readonly id: NodeId;
  readonly startX: number;
  readonly startY: number;
  ids: readonly NodeId[] | null;
  x: number;
  y: number;
  hover: string | null;
  timer: ReturnType<typeof setTimeout> | undefined;
  frame: number;
}

/** Makes the rows of a tree draggable. Returns the drag for showing it, and what starts one. */
export function useTreeDrag(viewport: RefObject<HTMLElement | null>, context: DragContext | null) {
  const [drag, setDrag] = useState<TreeDrag | null>(null);
  const latest = useRef(context);
  useEffect(() => {
    latest.current = context;
  });
  const stop = useRef<(() => void) | null>(null);
  /** A drag ends with a click that must not open anything. */
  const justDragged = useRef(false);
  useEffect(() => () => stop.current?.(), []);

  const onPointerDown = (event: PointerEvent) => {
    justDragged.current = false;
    const row = (event.target as Element).closest<HTMLElement>('[data-row]');
    const id = row?.dataset['row'];
    const isControl = (event.target as Element).closest('button, input, [data-twisty]');
    if (!id || id === 'recovered' || isControl || event.button !== 0 || !latest.current) return;
    if (event.pointerType === 'touch') return;
    const session: Session = {
      id: id as NodeId,
      startX: event.clientX,
      startY: event.clientY,
      ids: null,
      x: event.clientX,
      y: event.clientY,
      hover: null,
      timer: undefined,
      frame: 0,
    };

    const targetNow = (): DropTarget | null => {
      const now = latest.current;
      const box = viewport.current?.getBoundingClientRect();
      if (!now || !box || !viewport.current || !session.ids) return null;
      if (session.x < box.left - 40 || session.x > box.right + 40) return null;
      const { store, source, rows, rowHeight } = now;
      const offset = (session.y - box.top + viewport.current.scrollTop) / rowHeight;
      const ids = session.ids;
      return findDropTarget(
        source,
        rows,
        {
          row: Math.max(0, Math.floor(offset)),
          fraction: offset < 0 ? 0 : offset % 1,
          level: Math.floor((session.x - box.left - 4 - 20) / INDENT_PX) + 1,
        },
        (parent) => canMove(store, ids, parent),
      );
    };

    const openWhenHeld = (target: DropTarget | null) => {
      const hover = target?.into ?? null;
      if (hover === session.hover) return;
      clearTimeout(session.timer);
      session.hover = hover;
      if (hover !== null)
        session.timer = setTimeout(() => setExpanded([hover], true), OPEN_AFTER_MS);
    };

    const show = () => {
      if (!session.ids) return;
      const target = targetNow();
      openWhenHeld(target);
      setDrag({ ids: session.ids, x: session.x, y: session.y, target });
    };

    const scroll = () => {
      const box = viewport.current?.getBoundingClientRect();
      if (!box || !viewport.current || !session.ids) return;
      const step =
        session.y < box.top + EDGE_PX
          ? -SCROLL_STEP_PX
          : session.y > box.bottom - EDGE_PX
            ? SCROLL_STEP_PX
            : 0;
      if (step !== 0) {
        viewport.current.scrollTop += step;
        show();
      }
      session.frame = requestAnimationFrame(scroll);
    };

    const onMove = (move: globalThis.PointerEvent) => {
      session.x = move.clientX;
      session.y = move.clientY;
      if (!session.ids) {
        const far = Math.hypot(move.clientX - session.startX, move.clientY - session.startY);
        const now = latest.current;
        if (far < THRESHOLD_PX || !now) return;
        const chosen = now.selected.has(session.id)
          ? now.rows.filter((row) => now.selected.has(row.id)).map((row) => row.id as NodeId)
          : [session.id];
        session.ids = topmost(now.store, chosen);
        justDragged.current = true;
        session.frame = requestAnimationFrame(scroll);
      }
      show();
    };
    const end = () => {
      clearTimeout(session.timer);
      cancelAnimationFrame(session.frame);
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', onKey, true);
      stop.current = null;
      setDrag(null);
    };
    const onUp = () => {
      const target = targetNow();
      const { ids } = session;
      end();
      if (ids && target) latest.current?.move(ids, target.parent, target.index);
    };
    const onKey = (key: globalThis.KeyboardEvent) => {
      if (key.key !== 'Escape' || !session.ids) return;
      key.preventDefault();
      key.stopPropagation();
      end();
    };
    stop.current = end;
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', onKey, true);
  };

  return { drag, onPointerDown, justDragged };
}
