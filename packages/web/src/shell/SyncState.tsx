import { Popover } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCloudCheck,
  IconCloudOff,
  IconRefresh,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import { useConnectionState, useLink, usePeers } from '../app/linkContext.ts';
import { useSaveState } from '../app/services.ts';
import { appWords } from '../app/words.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { serverName } from '../workspaces/serverAddress.ts';
import { syncWords } from '../workspaces/syncWords.ts';
import { workspaceWords as words } from '../workspaces/words.ts';
import styles from './syncState.module.css';

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** How far one's changes have come: saved here, reached the server, received by who is here. Words in the bar, the steps below it. */
export function SyncState() {
  const state = useConnectionState();
  const link = useLink();
  const peers = usePeers();
  const save = useSaveState();
  if (!state || !link) return null;
  const server = serverName(link.server);
  const isConnected = state.status === 'connected';
  const hasReached = isConnected && state.unsent === 0;
  const isSaved = save.status === 'saved';
  const known = peers.filter(({ isReceived }) => isReceived !== null);
  const received = known.filter(({ isReceived }) => isReceived).length;
  const detail = hasReached
    ? words.reachedAll(server)
    : isConnected
      ? words.reachedNot(state.unsent, server)
      : state.status === 'offline' || state.status === 'connecting'
        ? words.reachedLater(state.unsent, server)
        : syncWords(state);
  return (
    <Popover position="bottom-end" width={332} offset={4} trapFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={styles.button}
          data-sync={hasReached ? 'reached' : state.status}
        >
          {hasReached ? (
            <IconCloudCheck {...ICON} />
          ) : isConnected ? (
            <IconRefresh {...ICON} />
          ) : (
            <IconCloudOff {...ICON} />
          )}
          <span aria-live="polite">{syncWords(state)}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ol className={styles.steps}>
          <Step done={isSaved} title={words.savedHere}>
            {isSaved ? words.savedHereDetail : appWords.saving}
          </Step>
          <Step done={hasReached} title={words.reached}>
            {detail}
          </Step>
          {known.length > 0 && (
            <Step
              done={hasReached && received === known.length}
              title={words.receivedBy(received, known.length)}
            >
              {words.receivedHint}
            </Step>
          )}
        </ol>
        {peers.length > 0 && (
          <>
            <p className={styles.head}>{words.here}</p>
            <ul className={styles.people}>
              {peers.map(({ id, name, places, isReceived }) => (
                <li key={id}>
                  <Avatar id={id} name={name} />
                  <span className={styles.name}>{name}</span>
                  <PlaceOf ids={places} />
                  {isReceived !== null && (
                    <span className={styles.received} data-done={isReceived || undefined}>
                      {isReceived ? words.hasChanges : words.lacksChanges}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
        {state.status === 'offline' && (
          <button type="button" className={styles.retry} onClick={link.retry}>
            {words.tryNow}
          </button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** What somebody looks at, by its name. */
function PlaceOf({ ids }: { readonly ids: readonly string[] }) {
  const { index } = useDocStore();
  const names = ids.flatMap((id) => index.node(id)?.name ?? index.env(id)?.name ?? []);
  if (names.length === 0) return null;
  return <span className={styles.place}>{words.looksAt(names.join(', '))}</span>;
}

function Step(props: {
  readonly done: boolean;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <li data-done={props.done || undefined}>
      {props.done ? <IconCircleCheck {...ICON} /> : <IconCircleDashed {...ICON} />}
      <div>
        <strong>{props.title}</strong>
        <p>{props.children}</p>
      </div>
    </li>
  );
}
