import { Button, Popover } from '@mantine/core';
import { errorMessage } from '@scratchpad/core';
import { useEffect, useState } from 'react';
import { useDocStore } from '../../app/docHooks.ts';
import { useServices } from '../../app/services.ts';
import { openTab } from '../../app/tabs.ts';
import { formatBytes } from '../../response/format.ts';
import { removeAllRuns } from '../../runner/runStore.ts';
import {
  measureStorage,
  type StorageUseId,
  type StorageUses,
} from '../../storage/measureStorage.ts';
import { accounts } from '../../workspaces/accounts.ts';
import { useCollectionSizes } from './useCollectionSizes.ts';
import { settingsWords as words } from './words.ts';
import styles from './storageUse.module.css';

/** Collections that are named; the rest is small beside them. */
const MOST_COLLECTIONS = 5;

/** What the storage of this device is used for, largest first, with a way to clear what can be cleared. */
export function StorageUseList() {
  const { history } = useServices();
  const [uses, setUses] = useState<StorageUses | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let current = true;
    measureStorage().then(
      (measured) => {
        if (current) setUses(measured);
      },
      (error: unknown) => {
        if (current) setProblem(errorMessage(error));
      },
    );
    return () => {
      current = false;
    };
  }, [version]);
  const clear = (run: () => Promise<void>) =>
    run().then(
      () => setVersion((number) => number + 1),
      (error: unknown) => setProblem(errorMessage(error)),
    );
  if (problem !== null) return <p role="alert">{words.notMeasured(problem)}</p>;
  if (!uses) return <p role="status">{words.measuring}</p>;
  const rows = [...uses].filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a);
  return (
    <>
      <table className={styles.table} aria-label={words.usesTitle}>
        <tbody>
          {rows.map(([use, bytes]) => (
            <tr key={use}>
              <th scope="row">{nameOf(use)}</th>
              <td>{formatBytes(bytes)}</td>
              <td>
                {use === 'history' && (
                  <ClearButton
                    name={words.uses.history}
                    onClear={() => clear(() => history.clear())}
                  />
                )}
                {use === 'runs' && (
                  <ClearButton name={words.uses.runs} onClear={() => clear(removeAllRuns)} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Collections />
    </>
  );
}

function nameOf(use: StorageUseId): string {
  const [kind = '', rest = ''] = use.split(/:(.*)/s);
  if (kind === 'workspace') {
    // A copy that was put aside has a number behind the id of its workspace.
    const name =
      accounts.workspace(rest)?.name ?? accounts.workspace(rest.replace(/-\d+$/, ''))?.name;
    return words.workspaceCopy(name ?? rest);
  }
  return kind === 'other' ? rest : words.uses[use as keyof typeof words.uses];
}

function Collections() {
  const store = useDocStore();
  const sizes = useCollectionSizes();
  if (!sizes || sizes.length === 0) return null;
  return (
    <>
      <h4 className={styles.title}>{words.largestCollections}</h4>
      <table className={styles.table} aria-label={words.largestCollections}>
        <tbody>
          {sizes.slice(0, MOST_COLLECTIONS).map(({ id, bytes }) => (
            <tr key={id}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.link}
                  onClick={() => openTab({ kind: 'collection', id })}
                >
                  {store.index.node(id)?.name}
                </button>
              </th>
              <td>{formatBytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Asks once: there is no way back. */
function ClearButton(props: { readonly name: string; readonly onClear: () => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  return (
    <Popover opened={asking} onChange={setAsking} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`${words.clear}: ${props.name}`}
          onClick={() => setAsking(true)}
        >
          {words.clear}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.ask}>
          <p>{words.clearSure(props.name)}</p>
          <Button size="xs" variant="default" onClick={() => setAsking(false)}>
            {words.cancel}
          </Button>
          <Button
            size="xs"
            color="var(--sp-danger-fill)"
            onClick={() => {
              setAsking(false);
              void props.onClear();
            }}
          >
            {words.clearNow}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
