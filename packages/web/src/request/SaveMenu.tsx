import { Popover } from '@mantine/core';
import { createNode, moveNodes, type NodeId } from '@scratchpad/core';
import { IconBox, IconFolder } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { focusPart } from '../app/actions.ts';
import { useDocStore, useTree } from '../app/docHooks.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { revealNode } from '../sidebar/treeState.ts';
import { requestWords as words } from './words.ts';
import styles from './saveMenu.module.css';

/** Puts a draft into a collection or folder, or into a collection that is made for it. */
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
  const saveTo = (target: NodeId) => {
    moveNodes(store, [id], target);
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
        <TargetList
          label={words.saveTo}
          onPick={saveTo}
          onCreate={(name) => saveTo(createNode(store, null, { kind: 'collection', name }))}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface Place {
  readonly id: NodeId;
  readonly depth: number;
}

/** A list of collections and folders to choose from, and a field that makes a new collection. */
export function TargetList(props: {
  readonly label: string;
  readonly onPick: (id: NodeId) => void;
  readonly onCreate: (name: string) => void;
}) {
  const { index } = useDocStore();
  const { collections, children } = useTree();
  const [name, setName] = useState('');
  const places: Place[] = [];
  const walk = (id: NodeId, depth: number) => {
    places.push({ id, depth });
    for (const child of children.get(id) ?? [])
      if (index.node(child)?.kind === 'folder') walk(child, depth + 1);
  };
  for (const collection of collections) walk(collection, 0);
  return (
    <div className={styles.panel}>
      {places.length > 0 && (
        <ul className={styles.list} aria-label={props.label}>
          {places.map(({ id, depth }) => (
            <li key={id}>
              <button
                type="button"
                className={styles.place}
                style={{ paddingLeft: 8 + depth * 14 }}
                onClick={() => props.onPick(id)}
              >
                {depth === 0 ? (
                  <IconBox size={14} stroke={2} aria-hidden />
                ) : (
                  <IconFolder size={14} stroke={2} aria-hidden />
                )}
                <span>{index.node(id)?.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles.create}
        onSubmit={(event) => {
          event.preventDefault();
          props.onCreate(name.trim() || words.newCollection);
        }}
      >
        <input
          className={styles.input}
          aria-label={words.newCollectionName}
          placeholder={words.newCollection}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className={styles.save}>
          {words.createAndSave}
        </button>
      </form>
    </div>
  );
}
