import { join } from 'node:path';
import { backup } from 'node:sqlite';
import { z } from 'zod';
import type { AccountStore, AuditEntry, AuditStore, Store, WorkspaceStore } from '../store.ts';
import { Connection } from './connection.ts';
import { SqliteAccounts } from './sqliteAccounts.ts';
import { SqliteDocuments } from './sqliteDocuments.ts';
import { SqliteWorkspaces } from './sqliteWorkspaces.ts';

/** The file inside the data folder. */
export const DATABASE_FILE = 'scratchpad.sqlite';

/** The embedded store: one SQLite file, no other service. */
export class SqliteStore implements Store {
  readonly documents: SqliteDocuments;
  readonly accounts: AccountStore;
  readonly workspaces: WorkspaceStore;
  readonly audit: AuditStore;
  readonly #db: Connection;

  /** Opens the store in a data folder, which is made when it is missing. */
  constructor(dataDir: string) {
    this.#db = new Connection(join(dataDir, DATABASE_FILE));
    this.documents = new SqliteDocuments(this.#db);
    this.accounts = new SqliteAccounts(this.#db);
    this.workspaces = new SqliteWorkspaces(this.#db);
    this.audit = new SqliteAudit(this.#db);
  }

  async ping(): Promise<void> {
    this.#db.get('SELECT 1 FROM users LIMIT 1');
  }

  async check(): Promise<readonly string[]> {
    const integrity = this.#db
      .all('PRAGMA integrity_check')
      .map((row) => String(row['integrity_check']))
      .filter((line) => line !== 'ok');
    const foreign = this.#db
      .all('PRAGMA foreign_key_check')
      .map((row) => `A row of ${String(row['table'])} refers to nothing.`);
    return [...integrity, ...foreign];
  }

  /** Copies the whole database to a file while the server runs. */
  async backup(file: string): Promise<void> {
    await backup(this.#db.database, file);
  }

  /** Lets the file grow to this many pages; beyond them the database is as on a full disk. For a quota, and for tests. */
  limitPages(pages: number): void {
    this.#db.run(`PRAGMA max_page_count = ${pages}`);
  }

  async close(): Promise<void> {
    this.documents.flush();
    this.#db.close();
  }
}

const detailSchema = z.record(z.string(), z.string());

class SqliteAudit implements AuditStore {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async append(entry: AuditEntry): Promise<void> {
    this.#db.run(
      'INSERT INTO audit (at, action, workspace_id, user_id, detail) VALUES (?, ?, ?, ?, ?)',
      entry.at,
      entry.action,
      entry.workspaceId,
      entry.userId,
      JSON.stringify(entry.detail),
    );
  }

  async list(workspaceId: string, limit: number): Promise<readonly AuditEntry[]> {
    return this.#db
      .all(
        'SELECT * FROM audit WHERE workspace_id = ? ORDER BY seq DESC LIMIT ?',
        workspaceId,
        limit,
      )
      .map((row) => ({
        at: Number(row['at']),
        action: String(row['action']),
        workspaceId,
        userId: row['user_id'] as string | null,
        detail: detailSchema.parse(JSON.parse(String(row['detail']))),
      }));
  }
}
