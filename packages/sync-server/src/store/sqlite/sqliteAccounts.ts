import { AppError } from '@scratchpad/core';
import type { AccountStore, Session, StoreErrorCode, Ticket, User } from '../store.ts';
import { type Connection, isConstraintFailure } from './connection.ts';

/** Accounts, sessions and tickets in SQLite. */
export class SqliteAccounts implements AccountStore {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async hasUsers(): Promise<boolean> {
    return this.#db.get('SELECT 1 FROM users LIMIT 1') !== null;
  }

  async createFirstUser(user: User): Promise<void> {
    this.#db.transaction(() => {
      if (this.#db.get('SELECT 1 FROM users LIMIT 1') !== null) {
        throw new AppError<StoreErrorCode>('setup-done', 'This server has been set up already.');
      }
      insertUser(this.#db, user);
    });
  }

  async createUser(user: User): Promise<void> {
    insertUser(this.#db, user);
  }

  async userByEmail(email: string): Promise<User | null> {
    return toUser(this.#db.get('SELECT * FROM users WHERE email = ?', email));
  }

  async userById(id: string): Promise<User | null> {
    return toUser(this.#db.get('SELECT * FROM users WHERE id = ?', id));
  }

  async setPasswordHash(userId: string, passwordHash: string): Promise<void> {
    this.#db.run('UPDATE users SET password_hash = ? WHERE id = ?', passwordHash, userId);
  }

  async createSession(session: Session): Promise<void> {
    this.#db.run(
      `INSERT INTO sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at, user_agent)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      session.id,
      session.tokenHash,
      session.userId,
      session.createdAt,
      session.lastSeenAt,
      session.expiresAt,
      session.userAgent,
    );
  }

  async sessionByTokenHash(tokenHash: string): Promise<Session | null> {
    const row = this.#db.get('SELECT * FROM sessions WHERE token_hash = ?', tokenHash);
    return row === null ? null : toSession(row);
  }

  async touchSession(id: string, lastSeenAt: number): Promise<void> {
    this.#db.run('UPDATE sessions SET last_seen_at = ? WHERE id = ?', lastSeenAt, id);
  }

  async setSessionToken(id: string, tokenHash: string): Promise<void> {
    this.#db.run('UPDATE sessions SET token_hash = ? WHERE id = ?', tokenHash, id);
  }

  async sessionsOf(userId: string): Promise<readonly Session[]> {
    return this.#db
      .all('SELECT * FROM sessions WHERE user_id = ? ORDER BY last_seen_at DESC, id', userId)
      .map(toSession);
  }

  async deleteSession(userId: string, id: string): Promise<boolean> {
    return (
      this.#db.run('DELETE FROM sessions WHERE user_id = ? AND id = ?', userId, id).changes > 0
    );
  }

  async deleteOtherSessions(userId: string, keepId: string): Promise<readonly string[]> {
    return this.#db
      .all('DELETE FROM sessions WHERE user_id = ? AND id <> ? RETURNING id', userId, keepId)
      .map((row) => String(row['id']));
  }

  async aliveSessions(
    ids: readonly string[],
    now: number,
    idleSince: number,
  ): Promise<ReadonlySet<string>> {
    const rows = this.#db.all(
      `SELECT id FROM sessions WHERE expires_at > ? AND last_seen_at > ?
       AND id IN (SELECT value FROM json_each(?))`,
      now,
      idleSince,
      JSON.stringify(ids),
    );
    return new Set(rows.map((row) => String(row['id'])));
  }

  async purgeExpired(now: number, idleSince: number): Promise<void> {
    this.#db.transaction(() => {
      this.#db.run(
        'DELETE FROM sessions WHERE expires_at <= ? OR last_seen_at <= ?',
        now,
        idleSince,
      );
      this.#db.run('DELETE FROM tickets WHERE expires_at <= ?', now);
      this.#db.run('DELETE FROM invites WHERE expires_at <= ?', now);
    });
  }

  async putTicket(ticket: Ticket): Promise<void> {
    this.#db.run(
      'INSERT INTO tickets (hash, workspace_id, user_id, session_id, expires_at) VALUES (?, ?, ?, ?, ?)',
      ticket.hash,
      ticket.workspaceId,
      ticket.userId,
      ticket.sessionId,
      ticket.expiresAt,
    );
  }

  async takeTicket(hash: string, now: number): Promise<Ticket | null> {
    const row = this.#db.get('DELETE FROM tickets WHERE hash = ? RETURNING *', hash);
    if (row === null || Number(row['expires_at']) <= now) return null;
    return {
      hash,
      workspaceId: String(row['workspace_id']),
      userId: String(row['user_id']),
      sessionId: String(row['session_id']),
      expiresAt: Number(row['expires_at']),
    };
  }
}

/** Also for an invite, which makes the user within its own transaction. Throws `email-taken`. */
export function insertUser(db: Connection, user: User): void {
  try {
    db.run(
      'INSERT INTO users (id, email, name, password_hash, is_admin) VALUES (?, ?, ?, ?, ?)',
      user.id,
      user.email,
      user.name,
      user.passwordHash,
      user.isAdmin ? 1 : 0,
    );
  } catch (error) {
    if (!isConstraintFailure(error)) throw error;
    throw new AppError<StoreErrorCode>(
      'email-taken',
      'There is an account with this email already.',
      {
        cause: error,
      },
    );
  }
}

function toUser(row: Record<string, unknown> | null): User | null {
  if (row === null) return null;
  return {
    id: String(row['id']),
    email: String(row['email']),
    name: String(row['name']),
    passwordHash: String(row['password_hash']),
    isAdmin: row['is_admin'] === 1,
  };
}

function toSession(row: Record<string, unknown>): Session {
  return {
    id: String(row['id']),
    tokenHash: String(row['token_hash']),
    userId: String(row['user_id']),
    createdAt: Number(row['created_at']),
    lastSeenAt: Number(row['last_seen_at']),
    expiresAt: Number(row['expires_at']),
    userAgent: String(row['user_agent']),
  };
}
