import { Popover } from '@mantine/core';
import { createContext, type KeyboardEvent, type ReactNode, useContext, useRef } from 'react';
import { MenuSearchField } from './MenuSearchField.tsx';
import styles from './searchMenu.module.css';

const CloseContext = createContext<() => void>(() => undefined);

/**
 * A menu under a search field. No menu may hold a field, so the two stand in a popover: the field has the focus at
 * first, the arrow keys lead from it into the menu and through it.
 */
export function SearchMenu(props: {
  readonly opened: boolean;
  readonly onChange: (opened: boolean) => void;
  /** The button that opens it. */
  readonly target: ReactNode;
  /** Accessible name. */
  readonly label: string;
  readonly searchLabel: string;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly width: number;
  readonly children: ReactNode;
}) {
  const menu = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  const close = () => props.onChange(false);
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    if (event.key === 'ArrowDown') all[Math.min(all.length - 1, at + 1)]?.focus();
    else if (event.key === 'ArrowUp') (all[at - 1] ?? field.current)?.focus();
    else if (event.key === 'Enter' && at < 0 && props.search !== '') all[0]?.click();
    else return;
    event.preventDefault();
  };
  return (
    <Popover
      opened={props.opened}
      onChange={props.onChange}
      position="bottom-start"
      width={props.width}
      offset={4}
      trapFocus
      returnFocus
    >
      <Popover.Target>{props.target}</Popover.Target>
      <Popover.Dropdown
        aria-label={props.label}
        mah="80vh"
        style={{ overflow: 'auto' }}
        onKeyDown={onKeyDown}
      >
        <MenuSearchField
          label={props.searchLabel}
          value={props.search}
          onSearch={props.onSearch}
          input={{ ref: field }}
        />
        <CloseContext value={close}>
          <div ref={menu} role="menu" aria-label={props.label}>
            {props.children}
          </div>
        </CloseContext>
      </Popover.Dropdown>
    </Popover>
  );
}

/** One entry; choosing it closes the menu. */
export function SearchMenuItem(props: {
  readonly icon: ReactNode;
  readonly right?: ReactNode;
  readonly isCurrent?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const close = useContext(CloseContext);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={styles.item}
      aria-current={props.isCurrent || undefined}
      onClick={() => {
        // First what it does: whatever opens over the page finds from here where the focus belongs.
        props.onClick();
        close();
      }}
    >
      <span className={styles.icon}>{props.icon}</span>
      <span className={styles.text}>{props.children}</span>
      {props.right}
    </button>
  );
}

/** Stands between parts of the menu. */
export function SearchMenuDivider() {
  return <hr className={styles.divider} />;
}
