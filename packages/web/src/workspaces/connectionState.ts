/** What the interface knows of a workspace's connection. Apart from the connection itself, which is loaded when needed. */
import type { Role } from '@scratchpad/core/wire';
import type { Cursors } from './cursors.ts';

/** How a workspace and its server stand. */
export interface ConnectionState {
  /**
   * `offline`: tried again by itself. `logged-out`: waits for a login. `removed`: no longer a member, or the workspace is
   * gone. `refused`: the server does not take what is here; nothing more is sent until somebody tries again.
   */
  readonly status: 'connecting' | 'connected' | 'offline' | 'logged-out' | 'removed' | 'refused';
  readonly role: Role;
  /** Changes made here that are not known to be on the server's disk. */
  readonly unsent: number;
  /** The server's words for `refused`. */
  readonly reason: string | null;
}

/** Somebody else who has this workspace open. */
export interface Peer {
  readonly id: string;
  readonly name: string;
  /** Ids of what they look at: nodes and environments. */
  readonly places: readonly string[];
  /** Whether what was changed here has arrived there; null when that client does not say. */
  readonly isReceived: boolean | null;
}

/** See {@link ConnectionState}. */
export interface WorkspaceLink {
  readonly id: string;
  /** Origin of the server. */
  readonly server: string;
  readonly state: ConnectionState;
  readonly peers: readonly Peer[];
  /** Those of `peers` who have something open, by its id. */
  readonly peersByPlace: ReadonlyMap<string, readonly Peer[]>;
  /** Cursors of others, and the way to show one's own; see cursors.ts. */
  readonly cursors: Cursors;
  /** Tells the others what is open here; null for nothing of the document. */
  readonly setPlace: (id: string | null) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Tries to connect at once. */
  readonly retry: () => void;
}
