import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { newRequest } from '../app/actions.ts';
import { useDocStore } from '../app/docHooks.ts';
import { useLiveTabs } from '../app/liveTabs.ts';
import { useActivePath } from '../app/tabs.ts';
import { appWords } from '../app/words.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { TabItem } from './TabItem.tsx';
import { TabList } from './TabList.tsx';
import styles from './tabBar.module.css';

/** The tabs of what is open. One Tab stop; arrows move inside; the list at the right holds them all. */
export function TabBar() {
  const store = useDocStore();
  const tabs = useLiveTabs();
  const active = useActivePath();
  const list = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  useEffect(() => {
    const bar = list.current;
    const selected = bar?.querySelector<HTMLElement>('[aria-selected="true"]');
    selected?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    // The keyboard goes along while it is in the bar, and stays there when the tab that had it is closed.
    const { activeElement } = document;
    const isInBar = bar?.contains(activeElement) ?? false;
    if (isInBar || (hadFocus.current && activeElement === document.body)) selected?.focus();
  }, [active, tabs.length]);
  // A narrower bar keeps the active tab in sight.
  useEffect(() => {
    const bar = list.current;
    if (!bar) return undefined;
    const observer = new ResizeObserver(() =>
      bar
        .querySelector('[aria-selected="true"]')
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    );
    observer.observe(bar);
    return () => observer.disconnect();
  }, []);
  return (
    <div className={styles.bar}>
      <div
        ref={list}
        className={styles.tabs}
        role="tablist"
        aria-label="Open tabs"
        onFocus={() => {
          hadFocus.current = true;
        }}
        onBlur={(event) => {
          // A tab that is closed loses the focus to nothing; one that is left loses it to something.
          if (event.relatedTarget !== null) hadFocus.current = false;
        }}
      >
        {tabs.map((tab, i) => (
          <TabItem
            key={tab.path}
            tab={tab}
            active={tab.path === active}
            focusable={
              tab.path === active || (i === 0 && !tabs.some(({ path }) => path === active))
            }
          />
        ))}
      </div>
      <IconButton label={appWords.newTab} onClick={() => newRequest(store)}>
        <IconPlus size={16} stroke={1.75} aria-hidden />
      </IconButton>
      <span className={styles.space} />
      {tabs.length > 0 && <TabList tabs={tabs} />}
    </div>
  );
}
