import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { AppError, errorMessage } from '@scratchpad/core';
import type { StoreErrorCode } from '../store.ts';
import { MIGRATIONS } from './schema.ts';

type Row = Record<string, unknown>;

/**
 * One SQLite database: prepared statements, transactions, and failures as `store-failed`. The server is its only
 * writer; the commands of the administrator wait for it up to the busy timeout.
 */
export class Connection {
  readonly database: DatabaseSync;
  readonly #statementBySql = new Map<string, StatementSync>();

  /** Opens or creates the file and brings its tables up to date. */
  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
    this.database.exec('PRAGMA busy_timeout = 5000');
    this.database.exec('PRAGMA journal_mode = WAL');
    // A commit is an fsync: what a client is told about must survive a power cut.
    this.database.exec('PRAGMA synchronous = FULL');
    this.#migrate();
  }

  run(sql: string, ...values: SQLInputValue[]): { changes: number } {
    const { changes } = this.#guard(() => this.#prepare(sql).run(...values));
    return { changes: Number(changes) };
  }

  get(sql: string, ...values: SQLInputValue[]): Row | null {
    return this.#guard(() => this.#prepare(sql).get(...values)) ?? null;
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values));
  }

  /** All or nothing. Synchronous throughout, so nothing else comes in between. */
  transaction<T>(fn: () => T): T {
    this.run('BEGIN IMMEDIATE');
    try {
      const result = fn();
      this.run('COMMIT');
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (this.database.isTransaction) this.run('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#statementBySql.clear();
    this.database.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statementBySql.get(sql);
    if (statement === undefined) {
      statement = this.database.prepare(sql);
      this.#statementBySql.set(sql, statement);
    }
    return statement;
  }

  #guard<T>(fn: () => T): T {
    try {
      return fn();
    } catch (error) {
      throw new AppError<StoreErrorCode>(
        'store-failed',
        `The database failed: ${errorMessage(error)}`,
        {
          cause: error,
        },
      );
    }
  }

  #migrate(): void {
    const version = Number(this.get('PRAGMA user_version')?.['user_version'] ?? 0);
    if (version > MIGRATIONS.length) {
      throw new AppError<StoreErrorCode>(
        'store-failed',
        'A newer version of the server wrote this database. Start that version, or restore a backup.',
      );
    }
    for (let next = version; next < MIGRATIONS.length; next += 1) {
      this.transaction(() => {
        this.database.exec(MIGRATIONS[next] ?? '');
        this.database.exec(`PRAGMA user_version = ${next + 1}`);
      });
    }
  }
}

/** Whether a statement failed on a constraint, which undoes that statement and leaves the transaction alive. */
export function isConstraintFailure(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  const code = (error.cause as { errcode?: unknown } | undefined)?.errcode;
  const SQLITE_CONSTRAINT = 19;
  return typeof code === 'number' && (code & 0xff) === SQLITE_CONSTRAINT;
}
