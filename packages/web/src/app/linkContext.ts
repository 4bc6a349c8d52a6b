import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ConnectionState, Peer, WorkspaceLink } from '../workspaces/connectionState.ts';

/** The way of the open document to its server; null for the pad. */
export const LinkContext = createContext<WorkspaceLink | null>(null);

const nothing = (): (() => void) => () => undefined;
const NOBODY: readonly Peer[] = [];

/** See {@link LinkContext}. */
export function useLink(): WorkspaceLink | null {
  return useContext(LinkContext);
}

/** How the open workspace and its server stand; null for the pad. */
export function useConnectionState(): ConnectionState | null {
  const link = useLink();
  return useSyncExternalStore(link?.subscribe ?? nothing, () => link?.state ?? null);
}

/** Who else has something open: a node or an environment, by its id. */
export function usePeersAt(id: string): readonly Peer[] {
  const link = useLink();
  return useSyncExternalStore(
    link?.subscribe ?? nothing,
    () => link?.peersByPlace.get(id) ?? NOBODY,
  );
}

/** Who else is in the open workspace. */
export function usePeers(): readonly Peer[] {
  const link = useLink();
  return useSyncExternalStore(link?.subscribe ?? nothing, () => link?.peers ?? NOBODY);
}
