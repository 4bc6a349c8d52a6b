/** What the interface knows of a workspace's connection. Apart from the connection itself, which is loaded when needed. */
import type { Role } from '@scratchpad/core/wire';

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
}

/** See {@link ConnectionState}. */
export interface WorkspaceLink {
  readonly id: string;
  /** Origin of the server. */
  readonly server: string;
  readonly state: ConnectionState;
  readonly peers: readonly Peer[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Tries to connect at once. */
  readonly retry: () => void;
}
