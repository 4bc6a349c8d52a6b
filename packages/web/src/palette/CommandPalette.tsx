import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { appWords } from '../app/words.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { fuzzySearch } from './fuzzy.ts';
import { usePaletteItems } from './usePaletteItems.tsx';
import styles from './commandPalette.module.css';

const MOST = 50;

/** Finds a request, folder, collection, environment or action, and opens or does it. */
export function CommandPalette({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const items = usePaletteItems();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const searched = useDeferredValue(query);
  const found = useMemo(
    () => fuzzySearch(searched, items, (item) => item.text, MOST),
    [searched, items],
  );
  const at = Math.min(active, found.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, found]);

  const choose = (index: number) => {
    const item = found[index];
    if (!item) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) setActive(Math.max(0, Math.min(found.length - 1, at + step)));
    else if (event.key === 'Enter') choose(at);
    else return;
    event.preventDefault();
  };
  return (
    <Modal.Root opened={opened} onClose={onClose} yOffset={72} size={660}>
      <Modal.Overlay />
      <Modal.Content aria-label={appWords.search}>
        <label className={styles.field}>
          <IconSearch size={16} stroke={1.75} aria-hidden />
          <input
            data-autofocus
            role="combobox"
            aria-label={appWords.search}
            aria-expanded
            aria-controls={`${base}-list`}
            aria-activedescendant={at >= 0 ? `${base}-${at}` : undefined}
            aria-autocomplete="list"
            placeholder={appWords.search}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
        </label>
        <div
          ref={list}
          id={`${base}-list`}
          role="listbox"
          aria-label="Results"
          className={styles.list}
        >
          {found.map((item, i) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keys
            <div
              key={item.id}
              id={`${base}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              className={styles.row}
              onMouseMove={() => setActive(i)}
              onClick={() => choose(i)}
            >
              <span className={styles.icon}>{item.icon}</span>
              <span className={styles.label}>{item.label}</span>
              <span className={styles.detail}>{item.detail}</span>
              {item.keys && <Kbd>{item.keys}</Kbd>}
            </div>
          ))}
          {found.length === 0 && <p className={styles.nothing}>Nothing matches “{query}”.</p>}
        </div>
        <div className={styles.hints} aria-hidden="true">
          <Kbd>↑ ↓</Kbd> choose <Kbd>Enter</Kbd> open <Kbd>Esc</Kbd> close
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}
