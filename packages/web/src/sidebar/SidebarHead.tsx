import { IconSearch, IconX } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { sidebarWords as words } from './words.ts';
import styles from './tree.module.css';

/** The head of a panel: the filter, and buttons beside it. Arrow down leads from the filter into the tree. */
export function SidebarHead(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onLeaveDown: () => void;
  readonly children?: ReactNode;
}) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.head}>
      <div className={styles.filter}>
        <IconSearch size={14} stroke={2} aria-hidden />
        <input
          ref={field}
          type="text"
          aria-label={props.label}
          placeholder={props.label}
          spellCheck={false}
          autoComplete="off"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && props.value !== '') props.onChange('');
            else if (event.key === 'ArrowDown') props.onLeaveDown();
            else return;
            event.preventDefault();
          }}
        />
        {props.value !== '' && (
          <button
            type="button"
            className={styles.clear}
            aria-label={words.clearFilter}
            onClick={() => {
              props.onChange('');
              field.current?.focus();
            }}
          >
            <IconX size={14} stroke={2} aria-hidden />
          </button>
        )}
      </div>
      {props.children}
    </div>
  );
}
