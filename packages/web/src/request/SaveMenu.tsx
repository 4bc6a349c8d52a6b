import { Popover } from '@mantine/core';
import { createNode, moveNodes, type NodeId } from '@scratchpad/core';
import { IconBox, IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import { useDocStore, useTree } from '../app/docHooks.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { requestWords as words } from './words.ts';
import styles from './saveMenu.module.css';

/** Puts a draft into a collection or folder, or into a collection that is made for it. */
export function SaveMenu({ id }: { readonly id: NodeId }) {
  const [opened, setOpened] = useState(false);
  useShortcuts({ save: () => setOpened(true) });
  const store = useDocStore();
  const saveTo = (target: NodeId) => {
    moveNodes(store, [id], target);
    setOpened(false);
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
        <button type="button" className={styles.save} onClick={() => setOpened(!opened)}>
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
