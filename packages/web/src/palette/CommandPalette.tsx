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
import { focusOnMount } from '../ui/focusOnMount.ts';
import { Kbd } from '../ui/Kbd.tsx';
import type { PaletteItem } from './paletteItem.ts';
import { PaletteRow } from './PaletteRow.tsx';
import { paletteResults, parseQuery, SCOPES } from './paletteResults.ts';
import { useAddresses } from './useAddresses.ts';
import { useHistoryItems } from './useHistoryItems.ts';
import { usePaletteItems } from './usePaletteItems.ts';
import { paletteWords as words } from './words.ts';
import styles from './commandPalette.module.css';

const PAGE_ROWS = 8;

/** Finds an open tab, request, folder, collection, environment, sent request or action, and opens or does it. */
export function CommandPalette({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const items = usePaletteItems();
  const addresses = useAddresses();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const searched = useDeferredValue(typed);
  const query = useMemo(() => parseQuery(searched), [searched]);
  const sent = useHistoryItems(query);
  const sections = useMemo(
    () => paletteResults(query, [...items, ...sent], addresses),
    [query, items, sent, addresses],
  );
  const found = useMemo(() => sections.flatMap((section) => section.items), [sections]);
  const at = Math.min(active, found.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, found]);

  const choose = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  // The list follows a moment after what is typed; Enter means what was typed.
  const chooseActive = () => {
    if (searched === typed) return choose(found[at]);
    const [best] = paletteResults(parseQuery(typed), [...items, ...sent], addresses);
    choose(best?.items[0]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[event.key];
    if (step !== undefined) setActive(Math.max(0, Math.min(found.length - 1, at + step)));
    else if (event.key === 'Enter') chooseActive();
    else return;
    event.preventDefault();
  };
  return (
    <Modal.Root opened={opened} onClose={onClose} yOffset={72} size={660}>
      <Modal.Overlay />
      <Modal.Content aria-label={appWords.search}>
        <label className={styles.field}>
          <IconSearch size={18} stroke={1.75} aria-hidden />
          <input
            ref={focusOnMount}
            data-autofocus
            role="combobox"
            aria-label={appWords.search}
            aria-expanded
            aria-controls={`${base}-list`}
            aria-activedescendant={at >= 0 ? `${base}-${at}` : undefined}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder={appWords.search}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
          <Kbd>Esc</Kbd>
        </label>
        <div
          ref={list}
          id={`${base}-list`}
          role="listbox"
          aria-label={words.results}
          className={styles.list}
        >
          {sections.map(({ group, items: listed }) => (
            <div key={group} role="group" aria-labelledby={`${base}-${group}`}>
              <div id={`${base}-${group}`} className={styles.group}>
                {words.groups[group]}
              </div>
              {listed.map((item) => {
                const index = found.indexOf(item);
                return (
                  <PaletteRow
                    key={item.id}
                    item={item}
                    address={addresses.get(item.id) ?? ''}
                    domId={`${base}-${index}`}
                    query={query.text}
                    selected={index === at}
                    onPoint={() => setActive(index)}
                    onChoose={() => choose(item)}
                  />
                );
              })}
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <p className={styles.nothing} role="status">
            {words.nothing(query.text || typed)}
          </p>
        )}
        <div className={styles.hints} aria-hidden="true">
          {Object.entries(SCOPES).map(([sign, group]) => (
            <span key={sign}>
              <Kbd>{sign}</Kbd> {words.scopes[group]}
            </span>
          ))}
          <span className={styles.space} />
          <span>
            <Kbd>↑</Kbd> <Kbd>↓</Kbd> {words.move}
          </span>
          <span>
            <Kbd>Enter</Kbd> {words.open}
          </span>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}
