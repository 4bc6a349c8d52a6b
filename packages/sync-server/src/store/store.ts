import type { Role } from '@scratchpad/core/wire';

/** What a store refuses with; the first column of `statusByCode` in `http/respond.ts` has them all. */
export type StoreErrorCode =
  | 'email-taken'
  | 'setup-done'
  | 'invite-gone'
  | 'invite-for-other'
  | 'last-owner'
  | 'not-found'
  | 'owner-conflict'
  | 'store-failed';

/** One stored update. */
export type StoredUpdate = { readonly seq: number; readonly bytes: Uint8Array };

/** All of one workspace's document. */
export type StoredDocument = {
  /** The compacted state, and the sequence number of the last update in it. */
  readonly snapshot: StoredUpdate | null;
  /** What came after it, in order. */
  readonly updates: readonly StoredUpdate[];
  /** Who first wrote under a client id. */
  readonly owners: ReadonlyMap<number, string>;
  /** Client ids of a restored workspace that any editor may write under until `restoredUntil`. */
  readonly sharedClients: ReadonlySet<number>;
  /** Milliseconds since 1970; 0 when it was never restored. */
  readonly restoredUntil: number;
};

/** A client id that `append` writes under for the first time. */
export type ClientClaim = {
  readonly client: number;
  readonly userId: string;
  /** Whether other editors may write under it, too, until the restored time is over. */
  readonly isShared: boolean;
};

/** The log of updates of each workspace. */
export interface DocumentStore {
  /**
   * Stores an update; resolves with its sequence number when it is durable. Calls of one turn are one commit.
   * Rejects with `owner-conflict`, `not-found` (no such workspace), `store-failed`.
   */
  append(workspaceId: string, bytes: Uint8Array, claims: readonly ClientClaim[]): Promise<number>;
  /** Rejects with `not-found`. */
  load(workspaceId: string): Promise<StoredDocument>;
  /** Puts `bytes` in the place of all updates up to `seq`. */
  compact(workspaceId: string, seq: number, bytes: Uint8Array): Promise<void>;
  /** From now until `until`, client ids that are known here may be written under by any editor. 0 ends it. */
  markRestored(until: number, workspaceId?: string): Promise<void>;
}

/** An account. */
export type User = {
  readonly id: string;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly isAdmin: boolean;
};

/** A login on one device. Times in milliseconds since 1970. */
export type Session = {
  readonly id: string;
  readonly tokenHash: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly userAgent: string;
};

/** What a one-use ticket stands for. */
export type Ticket = {
  readonly hash: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly expiresAt: number;
};

/** Accounts, sessions and tickets. */
export interface AccountStore {
  hasUsers(): Promise<boolean>;
  /** Rejects with `setup-done` when there is a user already. */
  createFirstUser(user: User): Promise<void>;
  /** Rejects with `email-taken`. */
  createUser(user: User): Promise<void>;
  userByEmail(email: string): Promise<User | null>;
  userById(id: string): Promise<User | null>;
  setPasswordHash(userId: string, passwordHash: string): Promise<void>;

  createSession(session: Session): Promise<void>;
  sessionByTokenHash(tokenHash: string): Promise<Session | null>;
  touchSession(id: string, lastSeenAt: number): Promise<void>;
  setSessionToken(id: string, tokenHash: string): Promise<void>;
  sessionsOf(userId: string): Promise<readonly Session[]>;
  /** Ends a session with its tickets; false when the user has no such session. */
  deleteSession(userId: string, id: string): Promise<boolean>;
  /** Ends all sessions of a user but one; gives back the ids of those that ended. */
  deleteOtherSessions(userId: string, keepId: string): Promise<readonly string[]>;
  /** Which of these sessions are alive: neither past their absolute end nor unused since `idleSince`. */
  aliveSessions(
    ids: readonly string[],
    now: number,
    idleSince: number,
  ): Promise<ReadonlySet<string>>;
  /** Deletes what has run out: sessions, tickets, invites. */
  purgeExpired(now: number, idleSince: number): Promise<void>;

  putTicket(ticket: Ticket): Promise<void>;
  /** The ticket, once; null when it is unknown, used or expired. */
  takeTicket(hash: string, now: number): Promise<Ticket | null>;
}

/** A workspace as one of its members sees it. */
export type Workspace = { readonly id: string; readonly name: string; readonly role: Role };

/** A member of a workspace. */
export type Member = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
};

/** A link that lets somebody in. */
export type Invite = {
  readonly tokenHash: string;
  readonly workspaceId: string;
  readonly role: Role;
  /** Only for this address, in lower case; null for whoever has the link. */
  readonly email: string | null;
  readonly createdBy: string;
  readonly expiresAt: number;
};

/** Workspaces, members and invites. Every method takes the workspace it is about. */
export interface WorkspaceStore {
  create(workspace: {
    id: string;
    name: string;
    ownerId: string;
    createdAt: number;
  }): Promise<void>;
  listOf(userId: string): Promise<readonly Workspace[]>;
  /** Null for who is no member, as if it did not exist. */
  find(workspaceId: string, userId: string): Promise<Workspace | null>;
  /** Ids of all workspaces, for the commands of the administrator. */
  allIds(): Promise<readonly string[]>;
  rename(workspaceId: string, name: string): Promise<void>;
  /** Deletes it with all that belongs to it. */
  remove(workspaceId: string): Promise<void>;
  members(workspaceId: string): Promise<readonly Member[]>;
  /** Rejects with `not-found`, `last-owner`. */
  setRole(workspaceId: string, userId: string, role: Role): Promise<void>;
  /** Ends the membership and its tickets. Rejects with `not-found`, `last-owner`. */
  removeMember(workspaceId: string, userId: string): Promise<void>;
  addInvite(invite: Invite): Promise<void>;
  findInvite(tokenHash: string, now: number): Promise<Invite | null>;
  /**
   * Uses an invite: makes the user a member, after creating them when they are new. A member keeps the higher of both
   * roles. All or nothing. Rejects with `invite-gone`, `invite-for-other`, `email-taken`.
   */
  acceptInvite(
    tokenHash: string,
    now: number,
    user: { readonly newUser: User } | { readonly userId: string },
  ): Promise<Workspace>;
}

/** One line of the audit log. No secrets. */
export type AuditEntry = {
  readonly at: number;
  readonly action: string;
  readonly workspaceId: string | null;
  readonly userId: string | null;
  readonly detail: Readonly<Record<string, string>>;
};

/** What happened to accounts and workspaces; append-only. */
export interface AuditStore {
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(workspaceId: string, limit: number): Promise<readonly AuditEntry[]>;
}

/** Everything that the server keeps. `storeAcceptance.ts` is what an implementation must pass. */
export interface Store {
  readonly documents: DocumentStore;
  readonly accounts: AccountStore;
  readonly workspaces: WorkspaceStore;
  readonly audit: AuditStore;
  /** What is wrong with the stored data; empty when nothing is. */
  check(): Promise<readonly string[]>;
  /** Resolves when the store answers. Rejects with `store-failed`. */
  ping(): Promise<void>;
  /** After all that was appended is durable. */
  close(): Promise<void>;
}
