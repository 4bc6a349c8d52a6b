import { TICKET_PREFIX, type Role } from '@scratchpad/core/wire';
import type { Config } from '../config.ts';
import { CLOSE } from '../rooms/closeCodes.ts';
import type { Connection, Peer } from '../rooms/connection.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './accounts.ts';
import { accountError } from './errors.ts';
import { isLowerRole } from './roles.ts';
import { createToken, hashToken } from './tokens.ts';

/** Tickets for sockets, and whether those who are in may still be. */
export class Access {
  readonly #store: Store;
  readonly #config: Config;

  constructor(store: Store, config: Config) {
    this.#store = store;
    this.#config = config;
  }

  /** A ticket for one socket. Throws `not-found` to who is no member. */
  async issueTicket(
    { user, session }: Caller,
    workspaceId: string,
  ): Promise<{ ticket: string; expiresAt: number; role: Role }> {
    const workspace = await this.#store.workspaces.find(workspaceId, user.id);
    if (workspace === null) throw accountError('not-found', 'There is no such workspace.');
    const ticket = TICKET_PREFIX + createToken();
    const expiresAt = Date.now() + this.#config.TICKET_TTL;
    await this.#store.accounts.putTicket({
      hash: hashToken(ticket),
      workspaceId,
      userId: user.id,
      sessionId: session.id,
      expiresAt,
    });
    return { ticket, expiresAt, role: workspace.role };
  }

  /** Uses a ticket. Throws `bad-ticket`; `not-found` when it is for another workspace or the membership has ended. */
  async admit(ticket: string, workspaceId: string): Promise<Peer> {
    const taken = await this.#store.accounts.takeTicket(hashToken(ticket), Date.now());
    if (taken === null) throw accountError('bad-ticket', 'the ticket is missing, used or expired');
    const workspace = await this.#store.workspaces.find(workspaceId, taken.userId);
    if (taken.workspaceId !== workspaceId || workspace === null)
      throw accountError('not-found', 'there is no such workspace');
    const { userId, sessionId } = taken;
    return { userId, sessionId, workspaceId, role: workspace.role };
  }

  /**
   * Closes connections whose session or role is no longer what it was. What happens in this process closes them at
   * once; this finds what happened elsewhere, or by the clock.
   */
  async sweep(connections: readonly Connection[]): Promise<void> {
    if (connections.length === 0) return;
    const now = Date.now();
    const sessionIds = [...new Set(connections.map(({ peer }) => peer.sessionId))];
    const idleSince = now - this.#config.SESSION_IDLE;
    const alive = await this.#store.accounts.aliveSessions(sessionIds, now, idleSince);
    const roleByMember = new Map<string, Role | null>();
    for (const connection of connections) {
      const { sessionId, userId, workspaceId, role } = connection.peer;
      if (!alive.has(sessionId)) {
        connection.close(CLOSE.badTicket, 'the session has ended');
        continue;
      }
      const key = `${workspaceId} ${userId}`;
      let current = roleByMember.get(key);
      if (current === undefined) {
        current = (await this.#store.workspaces.find(workspaceId, userId))?.role ?? null;
        roleByMember.set(key, current);
      }
      if (current === null) connection.close(CLOSE.forbidden, 'the membership has ended');
      else if (isLowerRole(current, role))
        connection.close(CLOSE.forbidden, 'the role was lowered');
      else if (current !== role) connection.close(CLOSE.restart, 'the role was raised');
    }
  }
}
