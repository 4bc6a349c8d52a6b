import { Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useDocStore } from '../app/docHooks.ts';
import { setTabList, useTabList } from '../app/tabList.ts';
import { openTab, parsePath, type Tab, type TabTarget, useActivePath } from '../app/tabs.ts';
import { appWords } from '../app/words.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { MenuSearchField } from '../ui/MenuSearchField.tsx';
import { TabIcon, TabName } from './TabItem.tsx';
import { tabName } from './tabName.ts';
import menus from './menus.module.css';
import styles from './tabList.module.css';

/** All open tabs, with a search among their names. */
export function TabList({ tabs }: { readonly tabs: readonly Tab[] }) {
  const opened = useTabList();
  return (
    <Popover
      opened={opened}
      onChange={setTabList}
      position="bottom-end"
      width={300}
      offset={4}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <IconButton label={appWords.allTabs} onClick={() => setTabList(!opened)}>
          <IconChevronDown size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={appWords.allTabs}>
        <Search tabs={tabs} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Typing narrows the list, arrows choose, Enter opens: the focus stays in the field. */
function Search({ tabs }: { readonly tabs: readonly Tab[] }) {
  const store = useDocStore();
  const activePath = useActivePath();
  const [filter, setFilter] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const wanted = filter.trim().toLowerCase();
  const found = tabs.flatMap((tab) => {
    const target = parsePath(tab.path);
    const isFound = target && tabName(store.index, target).toLowerCase().includes(wanted);
    return isFound ? [{ tab, target }] : [];
  });
  const at = Math.min(active, found.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const open = ({ tab, target }: { readonly tab: Tab; readonly target: TabTarget }) => {
    setTabList(false);
    if (target.kind === 'settings') navigate(tab.path);
    else openTab(target);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[at];
    if (event.key === 'ArrowDown') setActive(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1));
    else if (event.key === 'Enter' && chosen) open(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <MenuSearchField
        label={appWords.findTab}
        value={filter}
        onSearch={(text) => {
          setFilter(text);
          setActive(0);
        }}
        input={{
          role: 'combobox',
          'aria-expanded': true,
          'aria-controls': base,
          'aria-activedescendant': at >= 0 ? `${base}-${at}` : undefined,
          'aria-autocomplete': 'list',
          onKeyDown,
        }}
      />
      <div
        ref={list}
        id={base}
        role="listbox"
        aria-label={appWords.allTabs}
        className={styles.list}
      >
        {found.map((one, i) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keys
          <div
            key={one.tab.path}
            id={`${base}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            aria-current={one.tab.path === activePath || undefined}
            className={styles.row}
            onMouseMove={() => setActive(i)}
            onClick={() => open(one)}
          >
            <span className={styles.icon}>
              <TabIcon target={one.target} />
            </span>{' '}
            <span className={styles.name}>
              <TabName target={one.target} />
            </span>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p role="status" className={menus.nothing}>
          {appWords.noTab}
        </p>
      )}
    </>
  );
}
