import { Popover } from '@mantine/core';
import {
  createNode,
  type DocStore,
  moveNodes,
  type NodeId,
  renameNode,
  type Tree,
} from '@scratchpad/core';
import { IconBox, IconFolder } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { focusPart } from '../app/actions.ts';
import { useDocStore, useTree } from '../app/docHooks.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { revealNode } from '../sidebar/treeState.ts';
import { focusOnMount } from '../ui/focusOnMount.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { requestWords as words } from './words.ts';
import styles from './saveMenu.module.css';

/** Names a draft and puts it into a collection or folder, or into a collection that is made for it. */
export function SaveMenu({ id }: { readonly id: NodeId }) {
  const [opened, setOpened] = useState(false);
  /** Where the keyboard was when its shortcut opened the list; the button is gone once the draft is saved. */
  const opener = useRef<Element | null>(null);
  useShortcuts({
    save: () => {
      opener.current = document.activeElement;
      setOpened(true);
    },
  });
  const store = useDocStore();
  const saveTo = (target: NodeId, name: string) => {
    store.write(() => {
      renameNode(store, id, name);
      moveNodes(store, [id], target);
    });
    revealNode(store.index.tree, id);
    setOpened(false);
    if (opener.current instanceof HTMLElement && opener.current !== document.body)
      opener.current.focus();
    else focusPart('url');
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      trapFocus
      returnFocus
      // There at once: people type on after Ctrl S.
      transitionProps={{ duration: 0 }}
      width={320}
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.save}
          onClick={() => {
            opener.current = null;
            setOpened(!opened);
          }}
        >
          {words.save}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <TargetList label={words.saveTo} name={store.index.node(id)?.name ?? ''} onPick={saveTo} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface Place {
  readonly id: NodeId;
  readonly depth: number;
}

/** Where something was saved last, to be offered first the next time. */
const last: { target: NodeId | null } = { target: null };

/**
 * The name of a request, collections and folders to choose from, and a field that makes a new collection. The keyboard
 * stays in the name: arrows move the choice, Enter takes it.
 */
export function TargetList(props: {
  readonly label: string;
  /** What the request is called so far. */
  readonly name: string;
  readonly onPick: (target: NodeId, name: string) => void;
}) {
  const store = useDocStore();
  const places = placesOf(store, useTree());
  const list = useRef<HTMLUListElement>(null);
  const base = useId();
  const [name, setName] = useState(props.name);
  const [collection, setCollection] = useState('');
  const [chosen, setChosen] = useState(last.target);
  const found = places.findIndex(({ id }) => id === chosen);
  const at = found === -1 && places.length > 0 ? 0 : found;
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const pick = (target: NodeId) => {
    last.target = target;
    props.onPick(target, name.trim());
  };
  const create = () => {
    const named = collection.trim() || words.newCollection;
    pick(createNode(store, null, { kind: 'collection', name: named }));
  };
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    setChosen(places[Math.max(0, Math.min(places.length - 1, at + step))]?.id ?? null);
  };
  return (
    <>
      <form
        className={styles.create}
        onSubmit={(event) => {
          event.preventDefault();
          const place = places[at];
          if (place) pick(place.id);
          else create();
        }}
      >
        <input
          ref={focusOnMount}
          data-autofocus
          role="combobox"
          aria-expanded={places.length > 0}
          aria-controls={`${base}-list`}
          aria-activedescendant={at >= 0 ? `${base}-${at}` : undefined}
          className={styles.input}
          aria-label={words.name}
          placeholder={words.untitled}
          autoComplete="off"
          spellCheck={false}
          value={name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={move}
        />
      </form>
      {places.length > 0 && (
        <ul
          ref={list}
          id={`${base}-list`}
          role="listbox"
          className={styles.list}
          aria-label={props.label}
        >
          {places.map(({ id, depth }, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keys
            <li
              key={id}
              id={`${base}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={styles.place}
              style={{ paddingLeft: 8 + depth * 14 }}
              onMouseMove={() => setChosen(id)}
              onClick={() => pick(id)}
            >
              {depth === 0 ? (
                <IconBox size={14} stroke={2} aria-hidden />
              ) : (
                <IconFolder size={14} stroke={2} aria-hidden />
              )}
              <span>{store.index.node(id)?.name}</span>
              {index === at && <Kbd>Enter</Kbd>}
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles.create}
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <input
          className={styles.input}
          aria-label={words.newCollectionName}
          placeholder={words.newCollection}
          value={collection}
          onChange={(event) => setCollection(event.target.value)}
        />
        <button type="submit" className={styles.save}>
          {words.createAndSave}
        </button>
      </form>
    </>
  );
}

/** Collections and their folders, in the order of the tree. */
function placesOf({ index }: DocStore, { collections, children }: Tree): readonly Place[] {
  const places: Place[] = [];
  const walk = (id: NodeId, depth: number) => {
    places.push({ id, depth });
    for (const child of children.get(id) ?? [])
      if (index.node(child)?.kind === 'folder') walk(child, depth + 1);
  };
  for (const root of collections) walk(root, 0);
  return places;
}
