import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { Suggestion } from './variableSegments.ts';
import { editorWords } from './words.ts';
import styles from './completionList.module.css';

/** Where a list hangs, in viewport coordinates: `top` is the lower edge of the line it belongs to. */
export interface Anchor {
  readonly left: number;
  readonly top: number;
  readonly lineHeight: number;
}

/** Suggestions under the caret. Focus stays in the field, which names the active option by `optionId`. */
export function CompletionList(props: {
  readonly id: string;
  readonly items: readonly Suggestion[];
  readonly active: number;
  readonly anchor: Anchor;
  readonly onPick: (item: Suggestion) => void;
}) {
  const { items, active, anchor } = props;
  const listRef = useRef<HTMLUListElement>(null);
  useEffect(() => {
    listRef.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const below = window.innerHeight - anchor.top > 220;
  return createPortal(
    <ul
      ref={listRef}
      id={props.id}
      role="listbox"
      aria-label={editorWords.suggestions}
      className={styles.list}
      style={{
        left: Math.max(8, Math.min(anchor.left, window.innerWidth - 328)),
        ...(below
          ? { top: anchor.top + 4 }
          : { bottom: window.innerHeight - anchor.top + anchor.lineHeight + 4 }),
      }}
    >
      {items.map((item, i) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field handles the keys
        <li
          key={item.name}
          id={optionId(props.id, i)}
          role="option"
          aria-selected={i === active}
          className={styles.option}
          onMouseDown={(event) => {
            event.preventDefault();
            props.onPick(item);
          }}
        >
          <span className={styles.name}>{item.name}</span>
          <span className={styles.detail}>{item.secret ? '••••' : item.detail}</span>
        </li>
      ))}
    </ul>,
    document.body,
  );
}

/** DOM id of an option. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}
