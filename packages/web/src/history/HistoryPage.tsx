import { Popover } from '@mantine/core';
import { errorMessage } from '@scratchpad/core';
import { IconSearch, IconSticker, IconX } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { showToast } from '../app/toasts.tsx';
import { useViewState } from '../request/viewState.ts';
import { formatBytes } from '../response/format.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { openEntry } from './historyActions.ts';
import { HistoryDetail } from './HistoryDetail.tsx';
import type { HistoryEntry } from './historyEntry.ts';
import { HistoryList } from './HistoryList.tsx';
import { endOfDay, toHistoryRows } from './historyRows.ts';
import type { HistoryFilter, RemovedHistory } from './historyStore.ts';
import { useHistoryEntries, useHistorySize } from './useHistoryEntries.ts';
import { historyWords as words } from './words.ts';
import list from './historyList.module.css';
import styles from './historyPage.module.css';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
const STATUSES = ['2', '3', '4', '5', 'failed'] as const;
const MB = 1024 * 1024;
const LIMITS = [50, 100, 200, 500, 1000, 5000] as const;

/** Everything that was sent from this device, by day; the chosen entry beside the list, or over it where it is narrow. */
export function HistoryPage() {
  const store = useDocStore();
  const { history } = useServices();
  const [text, setText] = useViewState('history-text', '');
  const [method, setMethod] = useViewState('history-method', '');
  const [status, setStatus] = useViewState('history-status', '');
  const [selected, setSelected] = useViewState<string | null>('history-selected', null);
  const sought = useDeferredValue(text);
  const filter: HistoryFilter = {
    text: sought,
    method: method === '' ? null : method,
    status: STATUSES.find((known) => known === status) ?? null,
  };
  const { entries, problem, loaded, readAt, more } = useHistoryEntries(filter);
  const rows = useMemo(() => toHistoryRows(entries, readAt), [entries, readAt]);
  const entry = entries.find(({ id }) => id === selected);

  const removed = (what: RemovedHistory) => {
    if (what.entries.length === 0) return;
    showToast({
      message: words.deletedEntries(what.entries.length),
      action: { label: words.undo, onClick: () => void history.restore(what) },
    });
  };
  const remove = async (doomed: HistoryEntry) => removed(await history.remove([doomed.id]));
  const removeDay = async (day: number) => removed(await history.removeBetween(day, endOfDay(day)));
  /** All that the filter lets through, not only what is loaded into the list. */
  const exportFound = async () => {
    try {
      const { exportHar } = await import('./exportHistory.ts');
      await exportHar(history, await history.list(filter, Infinity, Infinity));
    } catch (error) {
      showToast({ message: words.notExported(errorMessage(error)), sticky: true });
    }
  };
  const isFiltered = text !== '' || method !== '' || status !== '';

  return (
    <div className={styles.page} data-detail={entry ? true : undefined}>
      <div className={styles.bar}>
        <h1>{words.title}</h1>
        <span className={styles.local}>
          <IconSticker size={14} stroke={2} aria-hidden />
          {words.onlyHere}
        </span>
        <div className={styles.search}>
          <IconSearch size={15} stroke={1.75} aria-hidden />
          <input
            type="text"
            aria-label={words.search}
            placeholder={words.search}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {text !== '' && (
            <button type="button" aria-label={words.clear} onClick={() => setText('')}>
              <IconX size={14} stroke={2} aria-hidden />
            </button>
          )}
        </div>
        <PlainSelect
          label={words.method}
          value={method}
          options={[
            { value: '', label: words.allMethods },
            ...METHODS.map((value) => ({ value: value as string, label: value as string })),
          ]}
          onChange={setMethod}
        />
        <PlainSelect
          label={words.status}
          value={status}
          options={[
            { value: '', label: words.anyStatus },
            ...STATUSES.map((value) => ({
              value: value as string,
              label: words.statuses[value] as string,
            })),
          ]}
          onChange={setStatus}
        />
        <span className={styles.spring} />
        <button
          type="button"
          className={styles.button}
          disabled={entries.length === 0}
          onClick={() => void exportFound()}
        >
          {words.exportHar}
        </button>
        <Size count={entries.length} />
      </div>
      <div className={styles.panes}>
        <div className={styles.list}>
          <div className={list.head} aria-hidden="true">
            {Object.values(words.columns).map((column) => (
              <span key={column}>{column}</span>
            ))}
          </div>
          {problem !== null ? (
            <p role="alert" className={styles.note}>
              {words.failed(problem)}
            </p>
          ) : loaded && rows.length === 0 ? (
            <p className={styles.note}>{isFiltered ? words.nothingFound : words.empty}</p>
          ) : (
            <HistoryList
              rows={rows}
              selected={selected}
              onSelect={setSelected}
              onOpen={(chosen) => openEntry(store, chosen)}
              onDelete={(doomed) => void remove(doomed)}
              onDeleteDay={(day) => void removeDay(day)}
              onEnd={more}
            />
          )}
          <LimitNote />
        </div>
        <div className={styles.detail}>
          {entry ? (
            <HistoryDetail
              key={entry.id}
              entry={entry}
              now={readAt}
              onDelete={() => void remove(entry)}
              onBack={() => setSelected(null)}
            />
          ) : (
            <p className={styles.choose}>{rows.length > 0 ? words.choose : ''}</p>
          )}
        </div>
      </div>
    </div>
  );
}

/** How much is used, and the way to delete it all: asked once, as there is no way back. */
function Size({ count }: { readonly count: number }) {
  const { history } = useServices();
  const size = useHistorySize();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <span className={styles.used}>
        {size && words.used(formatBytes(size.used), formatBytes(size.limit))}
      </span>
      <Popover
        opened={asking}
        onChange={setAsking}
        position="bottom-end"
        trapFocus
        returnFocus
        width={280}
      >
        <Popover.Target>
          <button
            type="button"
            className={styles.danger}
            disabled={count === 0}
            onClick={() => setAsking(true)}
          >
            {words.deleteAll}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={styles.ask}>
            <p>{words.deleteAllSure(size ? formatBytes(size.used) : '')}</p>
            <div>
              <button type="button" className={styles.button} onClick={() => setAsking(false)}>
                {words.cancel}
              </button>
              <button
                type="button"
                className={styles.danger}
                onClick={() => {
                  setAsking(false);
                  void history.clear();
                }}
              >
                {words.deleteAllYes}
              </button>
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

function LimitNote() {
  const { history } = useServices();
  const size = useHistorySize();
  const [editing, setEditing] = useState(false);
  if (!size) return null;
  const chosen = String(Math.round(size.limit / MB));
  const options = [...new Set([...LIMITS.map(String), chosen])].map((value) => ({
    value,
    label: formatBytes(Number(value) * MB),
  }));
  return (
    <div className={styles.limit}>
      {words.limitNote(formatBytes(size.limit))}{' '}
      {editing ? (
        <PlainSelect
          label={words.limit}
          value={chosen}
          options={options}
          onChange={(value) => void history.setLimitBytes(Number(value) * MB)}
        />
      ) : (
        <button type="button" className="sp-link" onClick={() => setEditing(true)}>
          {words.changeLimit}
        </button>
      )}
    </div>
  );
}
