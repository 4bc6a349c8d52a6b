import { Button, Modal } from '@mantine/core';
import { IconBox, IconBraces, IconFolder, IconTrash } from '@tabler/icons-react';
import {
  type BatchId,
  type DocStore,
  purgeBatches,
  restoreBatch,
  type TrashBatch,
} from '@scratchpad/core';
import { useRef, useState } from 'react';
import { useDocStore, useTrash } from '../app/docHooks.ts';
import { showToast } from '../app/toasts.tsx';
import { appWords } from '../app/words.ts';
import { dayLabel, startOfDay } from '../history/historyRows.ts';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import { pageWords } from './words.ts';
import page from './page.module.css';
import styles from './trash.module.css';

/** What was deleted, by day, newest first. */
export function TrashPage() {
  const store = useDocStore();
  const trash = useTrash();
  const [doomed, setDoomed] = useState<readonly BatchId[] | null>(null);
  const days = Map.groupBy(trash, ({ at }) => startOfDay(at));
  return (
    <div className={page.page}>
      <div className={page.title}>
        <IconTrash size={18} stroke={1.75} aria-hidden />
        <h1 className={page.name}>{appWords.trash}</h1>
        <span className={page.space} />
        {trash.length > 0 && store.readOnlyReason === null && (
          <Button size="xs" variant="default" onClick={() => setDoomed(trash.map(({ id }) => id))}>
            {pageWords.emptyTrash}
          </Button>
        )}
      </div>
      <div className={page.body}>
        {trash.length === 0 && <p className={styles.nothing}>{pageWords.trashEmpty}</p>}
        {[...days].map(([day, batches]) => (
          <section key={day} aria-label={formatDay(day)}>
            <h2 className={styles.day}>{formatDay(day)}</h2>
            <ul className={styles.list}>
              {batches.map((batch) => (
                <BatchRow
                  key={batch.id}
                  store={store}
                  batch={batch}
                  onPurge={() => setDoomed([batch.id])}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Modal
        opened={doomed !== null}
        onClose={() => setDoomed(null)}
        onExitTransitionEnd={() => {
          // The button that asked went with its row.
          if (document.activeElement === document.body) focusMain();
        }}
        title={pageWords.purgeTitle}
        size={420}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <p>{pageWords.purgeText}</p>
        <div className={styles.buttons}>
          <Button variant="default" onClick={() => setDoomed(null)} data-autofocus>
            {pageWords.cancel}
          </Button>
          <Button
            color="var(--sp-danger-fill)"
            onClick={() => {
              purgeBatches(store, doomed ?? []);
              setDoomed(null);
            }}
          >
            {pageWords.purge}
          </Button>
        </div>
      </Modal>
    </div>
  );
}

function BatchRow(props: {
  readonly store: DocStore;
  readonly batch: TrashBatch;
  readonly onPurge: () => void;
}) {
  const { store, batch } = props;
  const { index } = store;
  const [first] = batch.nodes;
  const node = first === undefined ? undefined : index.node(first);
  const envName = batch.envs[0] === undefined ? undefined : index.env(batch.envs[0])?.name;
  const name = node?.name || envName || appWords.untitled;
  const more = batch.nodes.length + batch.envs.length - 1;
  const row = useRef<HTMLLIElement>(null);
  const restore = () => {
    // The row goes, and the keyboard to the one that takes its place.
    const { nextElementSibling: next, previousElementSibling: before } = row.current ?? {};
    const button = (next ?? before)?.querySelector('button');
    if (button) button.focus();
    else focusMain();
    restoreBatch(store, batch.id);
    showToast({ message: pageWords.restored(name) });
  };
  return (
    <li ref={row} className={styles.row}>
      <span className={styles.icon}>
        {node?.kind === 'collection' ? (
          <IconBox size={15} stroke={1.75} aria-hidden />
        ) : node?.kind === 'folder' ? (
          <IconFolder size={15} stroke={1.75} aria-hidden />
        ) : node ? (
          <MethodLabel kind={node.kind} method={node.method} short />
        ) : (
          <IconBraces size={15} stroke={1.75} aria-hidden />
        )}
      </span>
      <span className={styles.name}>
        {name}
        {more > 0 && <span className={styles.detail}> {pageWords.andMore(more)}</span>}
      </span>
      <span className={styles.detail}>{pageWords.items(batch.count)}</span>
      <span className={styles.time}>
        {new Date(batch.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}
      </span>
      {store.readOnlyReason === null && (
        <>
          <Button
            size="xs"
            variant="default"
            onClick={restore}
            aria-label={pageWords.restoreName(name)}
          >
            {pageWords.restore}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            onClick={props.onPurge}
            aria-label={pageWords.purgeName(name)}
          >
            {pageWords.purge}
          </Button>
        </>
      )}
    </li>
  );
}

function focusMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true });
}

function formatDay(day: number): string {
  return dayLabel(day, Date.now());
}
