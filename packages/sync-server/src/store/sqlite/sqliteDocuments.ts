import { AppError } from '@scratchpad/core';
import type {
  ClientClaim,
  DocumentStore,
  StoredDocument,
  StoredUpdate,
  StoreErrorCode,
} from '../store.ts';
import { type Connection, isConstraintFailure } from './connection.ts';

type Append = {
  readonly workspaceId: string;
  readonly bytes: Uint8Array;
  readonly claims: readonly ClientClaim[];
  readonly resolve: (seq: number) => void;
  readonly reject: (error: unknown) => void;
};

/** The update log in SQLite, with group commit: one transaction, and so one fsync, for each turn of the event loop. */
export class SqliteDocuments implements DocumentStore {
  readonly #db: Connection;
  #queue: Append[] = [];
  #flushing: NodeJS.Immediate | null = null;

  /**
   * The last sequence number that was given out. SQLite would give that of a compacted update out again, and its
   * AUTOINCREMENT writes one more page for each commit.
   */
  #lastSeq: number;

  constructor(db: Connection) {
    this.#db = db;
    const row = db.get(
      'SELECT max(seq) AS seq FROM (SELECT max(seq) AS seq FROM updates UNION ALL SELECT max(seq) FROM snapshots)',
    );
    this.#lastSeq = Number(row?.['seq'] ?? 0);
  }

  append(workspaceId: string, bytes: Uint8Array, claims: readonly ClientClaim[]): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ workspaceId, bytes, claims, resolve, reject });
      // After the sockets that have something to read in this turn.
      this.#flushing ??= setImmediate(() => this.flush());
    });
  }

  /** Commits what waits. */
  flush(): void {
    if (this.#flushing !== null) clearImmediate(this.#flushing);
    this.#flushing = null;
    const queue = this.#queue;
    this.#queue = [];
    if (queue.length === 0) return;
    const settle: (() => void)[] = [];
    try {
      this.#db.transaction(() => {
        for (const append of queue) settle.push(this.#write(append));
      });
    } catch (error) {
      for (const append of queue) append.reject(error);
      return;
    }
    for (const done of settle) done();
  }

  /** Writes one append; an error of its own does not touch the others. Gives back what to call after the commit. */
  #write({ workspaceId, bytes, claims, resolve, reject }: Append): () => void {
    try {
      this.#checkClaims(workspaceId, claims);
      const seq = ++this.#lastSeq;
      this.#db.run(
        'INSERT INTO updates (seq, workspace_id, bytes) VALUES (?, ?, ?)',
        seq,
        workspaceId,
        bytes,
      );
      for (const { client, userId, isShared } of claims) {
        this.#db.run(
          'INSERT OR IGNORE INTO client_owners (workspace_id, client, user_id, is_shared) VALUES (?, ?, ?, ?)',
          workspaceId,
          client,
          userId,
          isShared ? 1 : 0,
        );
      }
      return () => resolve(seq);
    } catch (error) {
      if (error instanceof AppError && error.code === 'owner-conflict') return () => reject(error);
      if (isConstraintFailure(error)) return () => reject(noWorkspace());
      throw error;
    }
  }

  #checkClaims(workspaceId: string, claims: readonly ClientClaim[]): void {
    for (const { client, userId } of claims) {
      const row = this.#db.get(
        'SELECT user_id, is_shared FROM client_owners WHERE workspace_id = ? AND client = ?',
        workspaceId,
        client,
      );
      if (row !== null && row['user_id'] !== userId && row['is_shared'] !== 1) {
        throw new AppError<StoreErrorCode>(
          'owner-conflict',
          'Somebody else writes under this client id.',
        );
      }
    }
  }

  async load(workspaceId: string): Promise<StoredDocument> {
    this.flush();
    const workspace = this.#db.get(
      'SELECT restored_until FROM workspaces WHERE id = ?',
      workspaceId,
    );
    if (workspace === null) throw noWorkspace();
    const snapshot = this.#db.get(
      'SELECT seq, bytes FROM snapshots WHERE workspace_id = ?',
      workspaceId,
    );
    const updates = this.#db.all(
      'SELECT seq, bytes FROM updates WHERE workspace_id = ? AND seq > ? ORDER BY seq',
      workspaceId,
      Number(snapshot?.['seq'] ?? 0),
    );
    const clients = this.#db.all(
      'SELECT client, user_id, is_shared FROM client_owners WHERE workspace_id = ?',
      workspaceId,
    );
    return {
      snapshot: snapshot === null ? null : toStoredUpdate(snapshot),
      updates: updates.map(toStoredUpdate),
      owners: new Map(clients.map((row) => [Number(row['client']), String(row['user_id'])])),
      sharedClients: new Set(
        clients.filter((row) => row['is_shared'] === 1).map((row) => Number(row['client'])),
      ),
      restoredUntil: Number(workspace['restored_until']),
    };
  }

  async compact(workspaceId: string, seq: number, bytes: Uint8Array): Promise<void> {
    this.flush();
    this.#db.transaction(() => {
      this.#db.run(
        `INSERT INTO snapshots (workspace_id, seq, bytes) SELECT id, ?, ? FROM workspaces WHERE id = ?
         ON CONFLICT (workspace_id) DO UPDATE SET seq = excluded.seq, bytes = excluded.bytes
         WHERE excluded.seq >= snapshots.seq`,
        seq,
        bytes,
        workspaceId,
      );
      this.#db.run('DELETE FROM updates WHERE workspace_id = ? AND seq <= ?', workspaceId, seq);
    });
  }

  async markRestored(until: number, workspaceId?: string): Promise<void> {
    this.flush();
    const where = workspaceId === undefined ? '' : ' WHERE id = ?';
    const ids = workspaceId === undefined ? [] : [workspaceId];
    this.#db.transaction(() => {
      this.#db.run(`UPDATE workspaces SET restored_until = ?${where}`, until, ...ids);
      const owned = workspaceId === undefined ? '' : ' WHERE workspace_id = ?';
      this.#db.run(`UPDATE client_owners SET is_shared = ?${owned}`, until > 0 ? 1 : 0, ...ids);
    });
  }
}

function toStoredUpdate(row: Record<string, unknown>): StoredUpdate {
  return { seq: Number(row['seq']), bytes: row['bytes'] as Uint8Array };
}

function noWorkspace(): AppError<StoreErrorCode> {
  return new AppError('not-found', 'There is no such workspace.');
}
