import { IconGripVertical } from '@tabler/icons-react';
import type { NodeId } from '@scratchpad/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useNodeSummary } from '../app/docHooks.ts';
import { appWords } from '../app/words.ts';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import type { RunConfig } from './runConfig.ts';
import { runnerWords as words } from './words.ts';
import styles from './runner.module.css';

const ROW_PX = 30;

/** The requests of a run in their order; each can be left out, and moved. */
export function OrderList(props: {
  readonly config: RunConfig;
  readonly requests: readonly NodeId[];
  readonly isLocked: boolean;
  readonly onChange: (patch: Partial<RunConfig>) => void;
}) {
  const { config, requests, isLocked, onChange } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoised
  const virtual = useVirtualizer({
    count: requests.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (at) => requests[at] ?? at,
    overscan: 10,
  });
  const chosen = requests.filter((id) => !config.unchecked.has(id)).length;
  const move = (from: number, to: number) => {
    const id = requests[from];
    if (id === undefined || to < 0 || to > requests.length || to === from || to === from + 1)
      return;
    const order = requests.toSpliced(from, 1).toSpliced(to > from ? to - 1 : to, 0, id);
    onChange({ order });
  };
  const toggle = (id: NodeId, isOn: boolean) => {
    const unchecked = new Set(config.unchecked);
    if (isOn) unchecked.delete(id);
    else unchecked.add(id);
    onChange({ unchecked });
  };
  return (
    <div className={styles.order}>
      <div className={styles.orderHead}>
        <h2>{words.order}</h2>
        <span>{words.chosen(chosen, requests.length)}</span>
        <span className={styles.spring} />
        <button
          type="button"
          className="sp-link"
          disabled={isLocked}
          onClick={() => onChange({ unchecked: new Set() })}
        >
          {words.all}
        </button>
        <button
          type="button"
          className="sp-link"
          disabled={isLocked}
          onClick={() => onChange({ unchecked: new Set(requests) })}
        >
          {words.none}
        </button>
        {config.order.length > 0 && (
          <button
            type="button"
            className="sp-link"
            disabled={isLocked}
            onClick={() => onChange({ order: [] })}
          >
            {words.resetOrder}
          </button>
        )}
      </div>
      {requests.length === 0 && <p className={styles.note}>{words.empty}</p>}
      <div ref={scroller} className={styles.orderScroller}>
        <ol
          className={styles.orderList}
          aria-label={words.requests}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(({ index, start, key }) => (
            <OrderRow
              key={key}
              id={requests[index] as NodeId}
              at={index}
              top={start}
              isChecked={!config.unchecked.has(requests[index] as NodeId)}
              isLocked={isLocked}
              drop={
                drag === null
                  ? null
                  : drag.to === index
                    ? 'before'
                    : drag.to === requests.length && index === requests.length - 1
                      ? 'after'
                      : null
              }
              onToggle={toggle}
              onMove={move}
              onDrag={(to) => setDrag(to === null ? null : { from: drag?.from ?? index, to })}
              onDragFrom={(from) => setDrag({ from, to: from })}
              onDrop={() => {
                if (drag) move(drag.from, drag.to);
                setDrag(null);
              }}
            />
          ))}
        </ol>
      </div>
    </div>
  );
}

function OrderRow(props: {
  readonly id: NodeId;
  readonly at: number;
  readonly top: number;
  readonly isChecked: boolean;
  readonly isLocked: boolean;
  readonly drop: 'before' | 'after' | null;
  readonly onToggle: (id: NodeId, isOn: boolean) => void;
  readonly onMove: (from: number, to: number) => void;
  readonly onDragFrom: (from: number) => void;
  readonly onDrag: (to: number | null) => void;
  readonly onDrop: () => void;
}) {
  const { id, at, isLocked } = props;
  const node = useNodeSummary(id);
  const name = node?.name || appWords.untitled;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || isLocked) return;
    if (event.key === 'ArrowUp') props.onMove(at, at - 1);
    else if (event.key === 'ArrowDown') props.onMove(at, at + 2);
    else return;
    event.preventDefault();
    event.stopPropagation();
    // Moving its element takes the focus from it.
    const focused = document.activeElement;
    requestAnimationFrame(() => {
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    });
  };
  const onDragOver = (event: DragEvent<HTMLElement>) => {
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    props.onDrag(event.clientY < top + height / 2 ? at : at + 1);
  };
  return (
    <li
      className={styles.orderRow}
      data-off={!props.isChecked || undefined}
      data-drop={props.drop ?? undefined}
      style={{ transform: `translateY(${props.top}px)` }}
      draggable={!isLocked}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
        props.onDragFrom(at);
      }}
      onDragOver={onDragOver}
      onDragEnd={() => props.onDrag(null)}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop();
      }}
      onKeyDown={onKeyDown}
    >
      <span className={styles.orderGrip} title={words.moveHow} aria-hidden>
        <IconGripVertical size={14} stroke={2} />
      </span>
      <label className={styles.orderLabel}>
        <input
          type="checkbox"
          className="sp-check"
          checked={props.isChecked}
          disabled={isLocked}
          onChange={(event) => props.onToggle(id, event.target.checked)}
        />
        <span className={styles.method}>
          <MethodLabel kind="http" method={node?.method ?? ''} short />
        </span>
        <span className={styles.orderName} title={name}>
          {name}
        </span>
      </label>
    </li>
  );
}
