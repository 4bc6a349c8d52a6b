import { DocStore } from '@scratchpad/core';
import { getOpenWorkspace } from '../../app/openDocuments.ts';
import { CurrentValues } from '../../storage/currentValues.ts';
import { accounts } from '../accounts.ts';
import type { WorkspaceLink } from '../connectionState.ts';
import { openWorkspace } from '../openWorkspace.ts';

/** The workspace that is imported into: the open one, or one that is opened for this. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly store: DocStore;
  readonly link: WorkspaceLink;
  readonly currentValues: CurrentValues;
  /** Whether it can still be written to; the open workspace can until another is opened. */
  readonly isOpen: () => boolean;
  readonly close: () => Promise<void>;
}

/** Longest wait for the server, so that the dry run sees what others did meanwhile. Without it the copy here counts. */
const SYNC_WAIT_MS = 4000;
/** Longest wait for what was imported to leave, before a workspace that was opened for this is closed again. */
const SEND_WAIT_MS = 8000;

/** Opens the target and lets it catch up with its server. Null when this device does not know it. */
export async function openTarget(id: string): Promise<Target | null> {
  const name = accounts.workspace(id)?.name ?? '';
  const open = getOpenWorkspace(id);
  if (open?.link) {
    const { currentValues } = open.services;
    await settled(open.link, ({ status }) => status !== 'connecting', SYNC_WAIT_MS);
    const isOpen = () => getOpenWorkspace(id)?.store === open.store;
    const { store, link } = open;
    return { id, name, store, link, currentValues, isOpen, close: async () => {} };
  }
  const opened = await openWorkspace(id);
  if (!opened) return null;
  const { doc, persistence, connection } = opened;
  await settled(connection, ({ status }) => status !== 'connecting', SYNC_WAIT_MS);
  const store = new DocStore(doc);
  const currentValues = new CurrentValues(() => undefined, `${id}/`);
  await currentValues.load();
  let isClosed = false;
  const isOpen = () => !isClosed;
  const close = async () => {
    isClosed = true;
    await persistence.whenSaved().catch(() => undefined);
    await settled(
      connection,
      ({ status, unsent }) => status !== 'connected' || unsent === 0,
      SEND_WAIT_MS,
    );
    store.destroy();
    await opened.close();
  };
  return { id, name, store, link: connection, currentValues, isOpen, close };
}

function settled(
  link: WorkspaceLink,
  isDone: (state: WorkspaceLink['state']) => boolean,
  timeoutMs: number,
): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!isDone(link.state)) return;
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = link.subscribe(check);
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, timeoutMs);
    check();
  });
}
