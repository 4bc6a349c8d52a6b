import type { Role } from '@scratchpad/core/wire';
import type { Config } from '../config.ts';
import { CLOSE, type CloseCode } from '../rooms/closeCodes.ts';
import type { Peer } from '../rooms/connection.ts';
import type { AuditEntry, Member, Store, User, Workspace } from '../store/store.ts';
import { accountError } from './errors.ts';
import { isLowerRole } from './roles.ts';
import { createId, createToken, hashToken } from './tokens.ts';

/** Closes the sockets of the peers that a test picks. */
export type Revoke = (isMeant: (peer: Peer) => boolean, code: CloseCode, reason: string) => void;

/** Workspaces, members and invites, as somebody who is logged in may change them. SPEC.md, section ROLE. */
export class Workspaces {
  readonly #store: Store;
  readonly #config: Config;
  readonly #revoke: Revoke;

  constructor(store: Store, config: Config, revoke: Revoke) {
    this.#store = store;
    this.#config = config;
    this.#revoke = revoke;
  }

  canCreate(user: User): boolean {
    return user.isAdmin || this.#config.WORKSPACE_CREATION === 'everybody';
  }

  list(user: User): Promise<readonly Workspace[]> {
    return this.#store.workspaces.listOf(user.id);
  }

  async create(user: User, name: string): Promise<Workspace> {
    if (!this.canCreate(user))
      throw accountError('forbidden', 'Only administrators create workspaces on this server.');
    const id = createId();
    await this.#store.workspaces.create({ id, name, ownerId: user.id, createdAt: Date.now() });
    await this.#audit('workspace-created', id, user, { name });
    return { id, name, role: 'owner' };
  }

  /** Throws `not-found`, also for who is no member: existence does not leak. */
  async get(user: User, id: string): Promise<Workspace> {
    const workspace = await this.#store.workspaces.find(id, user.id);
    if (workspace === null) throw accountError('not-found', 'There is no such workspace.');
    return workspace;
  }

  async rename(user: User, id: string, name: string): Promise<Workspace> {
    const workspace = await this.#getAsOwner(user, id);
    await this.#store.workspaces.rename(id, name);
    await this.#audit('workspace-renamed', id, user, { name });
    return { ...workspace, name };
  }

  async remove(user: User, id: string): Promise<void> {
    await this.#getAsOwner(user, id);
    await this.#store.workspaces.remove(id);
    this.#revoke((peer) => peer.workspaceId === id, CLOSE.notFound, 'the workspace was deleted');
    await this.#audit('workspace-deleted', id, user, {});
  }

  async members(user: User, id: string): Promise<readonly Member[]> {
    await this.get(user, id);
    return this.#store.workspaces.members(id);
  }

  async setRole(user: User, id: string, memberId: string, role: Role): Promise<Member> {
    await this.#getAsOwner(user, id);
    const before = (await this.#store.workspaces.members(id)).find((one) => one.id === memberId);
    await this.#store.workspaces.setRole(id, memberId, role);
    if (before === undefined) throw accountError('not-found', 'There is no such member.');
    if (before.role !== role) {
      // Stock clients come back after 1012, and stay away after 4403.
      const isLowered = isLowerRole(role, before.role);
      this.#revoke(
        (peer) => peer.workspaceId === id && peer.userId === memberId,
        isLowered ? CLOSE.forbidden : CLOSE.restart,
        'the role was changed',
      );
      await this.#audit('role-changed', id, user, {
        member: memberId,
        from: before.role,
        to: role,
      });
    }
    return { ...before, role };
  }

  /** An owner removes somebody, or a member leaves. */
  async removeMember(user: User, id: string, memberId: string): Promise<void> {
    await (user.id === memberId ? this.get(user, id) : this.#getAsOwner(user, id));
    await this.#store.workspaces.removeMember(id, memberId);
    this.#revoke(
      (peer) => peer.workspaceId === id && peer.userId === memberId,
      CLOSE.forbidden,
      'the membership has ended',
    );
    await this.#audit('member-removed', id, user, { member: memberId });
  }

  /** The token is shown this once. */
  async invite(
    user: User,
    id: string,
    role: Role,
    email: string | null,
  ): Promise<{ token: string; role: Role; expiresAt: number }> {
    await this.#getAsOwner(user, id);
    const token = createToken();
    const expiresAt = Date.now() + this.#config.INVITE_TTL;
    await this.#store.workspaces.addInvite({
      tokenHash: hashToken(token),
      workspaceId: id,
      role,
      email,
      createdBy: user.id,
      expiresAt,
    });
    await this.#audit('invite-created', id, user, { role });
    return { token, role, expiresAt };
  }

  /** Throws `invite-gone`, `invite-for-other`, `email-taken`. */
  async acceptInvite(
    token: string,
    who: { readonly user: User; readonly isNew: boolean },
  ): Promise<Workspace> {
    const { user, isNew } = who;
    const workspace = await this.#store.workspaces.acceptInvite(
      hashToken(token),
      Date.now(),
      isNew ? { newUser: user } : { userId: user.id },
    );
    await this.#audit('invite-accepted', workspace.id, user, { role: workspace.role });
    return workspace;
  }

  /** The last entries, newest first, and the names of who is in them, by id. */
  async audit(
    user: User,
    id: string,
  ): Promise<{ readonly entries: readonly AuditEntry[]; readonly people: Map<string, string> }> {
    await this.#getAsOwner(user, id);
    const MAX_ENTRIES = 500;
    const entries = await this.#store.audit.list(id, MAX_ENTRIES);
    const people = new Map<string, string>();
    for (const person of entries.flatMap(({ userId, detail }) => [userId, detail['member']])) {
      if (!person || people.has(person)) continue;
      const known = await this.#store.accounts.userById(person);
      if (known) people.set(person, known.name);
    }
    return { entries, people };
  }

  async #getAsOwner(user: User, id: string): Promise<Workspace> {
    const workspace = await this.get(user, id);
    if (workspace.role !== 'owner')
      throw accountError('forbidden', 'Only owners of the workspace may do this.');
    return workspace;
  }

  #audit(
    action: string,
    workspaceId: string,
    user: User,
    detail: Record<string, string>,
  ): Promise<void> {
    const at = Date.now();
    return this.#store.audit.append({ at, action, workspaceId, userId: user.id, detail });
  }
}
