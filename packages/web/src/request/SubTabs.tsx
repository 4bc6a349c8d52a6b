import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { requestWords } from './words.ts';
import styles from './subTabs.module.css';

/** One sub-tab. `count` and `dot` tell what is in it without opening it. */
export interface SubTab<Id extends string> {
  readonly id: Id;
  /** Accessible name, and the text unless `text` is given. */
  readonly label: string;
  readonly text?: string;
  /** Stands in for the text where there is little room. */
  readonly short?: string;
  readonly count?: number | string;
  /** Colours the count. */
  readonly tone?: 'ok' | 'danger' | undefined;
  readonly dot?: boolean;
}

/** A row of tabs and the panel of the chosen one. Arrows move between tabs, Home and End to the outer ones. */
export function SubTabs<Id extends string>(props: {
  /** Accessible name of the row. */
  readonly label: string;
  readonly tabs: readonly SubTab<Id>[];
  readonly active: Id;
  readonly onChange: (id: Id) => void;
  /** Stands at the right of the row. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const { tabs, active } = props;
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const overflows = useOverflow(list);
  // A tab that was chosen from the menu, or by a key, comes into sight.
  useEffect(() => {
    list.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const to =
      event.key === 'ArrowRight'
        ? (at + 1) % tabs.length
        : event.key === 'ArrowLeft'
          ? (at - 1 + tabs.length) % tabs.length
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? tabs.length - 1
              : -1;
    const tab = tabs[to];
    if (!tab) return;
    event.preventDefault();
    props.onChange(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus();
  };
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its tabs take the focus */}
        <div
          ref={list}
          className={styles.list}
          role="tablist"
          aria-label={props.label}
          onKeyDown={onKeyDown}
        >
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${base}-${tab.id}`}
              className={styles.tab}
              aria-selected={tab.id === active}
              aria-controls={`${base}-panel`}
              aria-label={tab.text === undefined ? undefined : tab.label}
              tabIndex={tab.id === active ? 0 : -1}
              onClick={() => props.onChange(tab.id)}
            >
              <TabText text={tab.text ?? tab.label} short={tab.short} />
              {tab.count !== undefined && tab.count !== 0 && (
                <span className={styles.count} data-tone={tab.tone} aria-hidden="true">
                  {tab.count}
                </span>
              )}
              {tab.dot && <span className={styles.dot} aria-hidden="true" />}
            </button>
          ))}
        </div>
        {overflows && (
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className={styles.all} aria-label={requestWords.allTabs}>
                <IconChevronDown size={14} stroke={2} aria-hidden />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {tabs.map((tab) => (
                <Menu.Item key={tab.id} onClick={() => props.onChange(tab.id)}>
                  {tab.text ?? tab.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {props.aside && <div className={styles.aside}>{props.aside}</div>}
      </div>
      <div
        id={`${base}-panel`}
        role="tabpanel"
        aria-labelledby={`${base}-${active}`}
        className={styles.panel}
      >
        {props.children}
      </div>
    </div>
  );
}

function TabText({ text, short }: { readonly text: string; readonly short: string | undefined }) {
  return (
    <>
      <span
        className={styles.text}
        data-text={text}
        data-long={short === undefined ? undefined : true}
      >
        {text}
      </span>
      {short !== undefined && (
        <span className={styles.text} data-text={short} data-short aria-hidden>
          {short}
        </span>
      )}
    </>
  );
}

/** Whether there is more in a row than fits. */
function useOverflow(row: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = row.current;
    if (!element) return undefined;
    const measure = () => setOverflows(element.scrollWidth > element.clientWidth + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [row]);
  return overflows;
}
