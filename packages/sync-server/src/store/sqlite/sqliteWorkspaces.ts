import { AppError } from '@scratchpad/core';
import { roleSchema, type Role } from '@scratchpad/core/wire';
import type { Invite, Member, StoreErrorCode, User, Workspace, WorkspaceStore } from '../store.ts';
import { isLowerRole } from '../../accounts/roles.ts';
import type { Connection } from './connection.ts';
import { insertUser } from './sqliteAccounts.ts';

/** Workspaces, members and invites in SQLite. */
export class SqliteWorkspaces implements WorkspaceStore {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async create(workspace: {
    id: string;
    name: string;
    ownerId: string;
    createdAt: number;
  }): Promise<void> {
    this.#db.transaction(() => {
      this.#db.run(
        'INSERT INTO workspaces (id, name, created_at) VALUES (?, ?, ?)',
        workspace.id,
        workspace.name,
        workspace.createdAt,
      );
      this.#insertMember(workspace.id, workspace.ownerId, 'owner');
    });
  }

  async listOf(userId: string): Promise<readonly Workspace[]> {
    return this.#db
      .all(
        `SELECT id, name, role FROM workspaces JOIN members ON workspace_id = id
         WHERE user_id = ? ORDER BY name, id`,
        userId,
      )
      .map(toWorkspace);
  }

  async find(workspaceId: string, userId: string): Promise<Workspace | null> {
    const row = this.#db.get(
      `SELECT id, name, role FROM workspaces JOIN members ON workspace_id = id
       WHERE id = ? AND user_id = ?`,
      workspaceId,
      userId,
    );
    return row === null ? null : toWorkspace(row);
  }

  async allIds(): Promise<readonly string[]> {
    return this.#db.all('SELECT id FROM workspaces ORDER BY id').map((row) => String(row['id']));
  }

  async rename(workspaceId: string, name: string): Promise<void> {
    this.#db.run('UPDATE workspaces SET name = ? WHERE id = ?', name, workspaceId);
  }

  async remove(workspaceId: string): Promise<void> {
    this.#db.run('DELETE FROM workspaces WHERE id = ?', workspaceId);
  }

  async members(workspaceId: string): Promise<readonly Member[]> {
    return this.#db
      .all(
        `SELECT id, email, name, role FROM users JOIN members ON user_id = id
         WHERE workspace_id = ? ORDER BY name, id`,
        workspaceId,
      )
      .map((row) => ({
        id: String(row['id']),
        email: String(row['email']),
        name: String(row['name']),
        role: roleSchema.parse(row['role']),
      }));
  }

  async setRole(workspaceId: string, userId: string, role: Role): Promise<void> {
    this.#db.transaction(() => {
      const current = this.#roleOf(workspaceId, userId);
      if (current === null) throw noMember();
      if (current === 'owner' && role !== 'owner') this.#checkOtherOwner(workspaceId, userId);
      this.#db.run(
        'UPDATE members SET role = ? WHERE workspace_id = ? AND user_id = ?',
        role,
        workspaceId,
        userId,
      );
      // A ticket for what was allowed before must not open a socket now.
      this.#db.run(
        'DELETE FROM tickets WHERE workspace_id = ? AND user_id = ?',
        workspaceId,
        userId,
      );
    });
  }

  async removeMember(workspaceId: string, userId: string): Promise<void> {
    this.#db.transaction(() => {
      const current = this.#roleOf(workspaceId, userId);
      if (current === null) throw noMember();
      if (current === 'owner') this.#checkOtherOwner(workspaceId, userId);
      this.#db.run(
        'DELETE FROM members WHERE workspace_id = ? AND user_id = ?',
        workspaceId,
        userId,
      );
    });
  }

  async addInvite(invite: Invite): Promise<void> {
    this.#db.run(
      `INSERT INTO invites (token_hash, workspace_id, role, email, created_by, expires_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      invite.tokenHash,
      invite.workspaceId,
      invite.role,
      invite.email,
      invite.createdBy,
      invite.expiresAt,
    );
  }

  async findInvite(tokenHash: string, now: number): Promise<Invite | null> {
    const row = this.#db.get(
      'SELECT * FROM invites WHERE token_hash = ? AND expires_at > ?',
      tokenHash,
      now,
    );
    return row === null ? null : toInvite(row);
  }

  async acceptInvite(
    tokenHash: string,
    now: number,
    user: { readonly newUser: User } | { readonly userId: string },
  ): Promise<Workspace> {
    return this.#db.transaction(() => {
      const row = this.#db.get('DELETE FROM invites WHERE token_hash = ? RETURNING *', tokenHash);
      const invite = row === null ? null : toInvite(row);
      if (invite === null || invite.expiresAt <= now || !this.#mayStillInvite(invite)) {
        throw new AppError<StoreErrorCode>(
          'invite-gone',
          'This invitation has been used or has expired. Ask for a new one.',
        );
      }
      const userId = 'newUser' in user ? user.newUser.id : user.userId;
      if ('newUser' in user) insertUser(this.#db, user.newUser);
      const email = this.#db.get('SELECT email FROM users WHERE id = ?', userId)?.['email'];
      if (invite.email !== null && invite.email !== email) {
        throw new AppError<StoreErrorCode>(
          'invite-for-other',
          'This invitation is for another email address.',
        );
      }
      const current = this.#roleOf(invite.workspaceId, userId);
      const role = current !== null && isLowerRole(invite.role, current) ? current : invite.role;
      this.#insertMember(invite.workspaceId, userId, role);
      const workspace = this.#db.get(
        'SELECT id, name FROM workspaces WHERE id = ?',
        invite.workspaceId,
      );
      return toWorkspace({ ...workspace, role });
    });
  }

  /** An invite is worth what its maker may do now: a removed or demoted owner's links are dead. */
  #mayStillInvite(invite: Invite): boolean {
    const role = this.#roleOf(invite.workspaceId, invite.createdBy);
    return role !== null && !isLowerRole(role, invite.role);
  }

  #roleOf(workspaceId: string, userId: string): Role | null {
    const row = this.#db.get(
      'SELECT role FROM members WHERE workspace_id = ? AND user_id = ?',
      workspaceId,
      userId,
    );
    return row === null ? null : roleSchema.parse(row['role']);
  }

  #checkOtherOwner(workspaceId: string, userId: string): void {
    const other = this.#db.get(
      `SELECT 1 FROM members WHERE workspace_id = ? AND role = 'owner' AND user_id <> ?`,
      workspaceId,
      userId,
    );
    if (other !== null) return;
    throw new AppError<StoreErrorCode>(
      'last-owner',
      'A workspace needs an owner. Make somebody else an owner first, or delete the workspace.',
    );
  }

  #insertMember(workspaceId: string, userId: string, role: Role): void {
    this.#db.run(
      `INSERT INTO members (workspace_id, user_id, role) VALUES (?, ?, ?)
       ON CONFLICT (workspace_id, user_id) DO UPDATE SET role = excluded.role`,
      workspaceId,
      userId,
      role,
    );
  }
}

function toWorkspace(row: Record<string, unknown>): Workspace {
  return {
    id: String(row['id']),
    name: String(row['name']),
    role: roleSchema.parse(row['role']),
  };
}

function toInvite(row: Record<string, unknown>): Invite {
  return {
    tokenHash: String(row['token_hash']),
    workspaceId: String(row['workspace_id']),
    role: roleSchema.parse(row['role']),
    email: row['email'] as string | null,
    createdBy: String(row['created_by']),
    expiresAt: Number(row['expires_at']),
  };
}

function noMember(): AppError<StoreErrorCode> {
  return new AppError('not-found', 'There is no such member.');
}
