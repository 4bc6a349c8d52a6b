import { timingSafeEqual } from 'node:crypto';
import type { WorkspaceSession } from '@scratchpad/core/wire';
import type { Config } from '../config.ts';
import type { Session, Store, User } from '../store/store.ts';
import { accountError } from './errors.ts';
import type { Passwords } from './passwords.ts';
import { createId, createToken, hashToken } from './tokens.ts';

/** A session is written to at most this often, as each write is an fsync. */
const TOUCH_EVERY_MS = 60_000;

/** Who makes a call. */
export type Caller = { readonly user: User; readonly session: Session };

/** What ends with a session: its sockets. */
export type OnSessionsEnded = (sessionIds: readonly string[]) => void;

/** Setup, login and sessions. SPEC.md, section ACC. */
export class Accounts {
  readonly #store: Store;
  readonly #config: Config;
  readonly #passwords: Passwords;
  readonly #onSessionsEnded: OnSessionsEnded;
  /** The one-time token, as a hash, while nobody has an account. */
  #setupTokenHash: string | null = null;

  constructor(
    store: Store,
    config: Config,
    passwords: Passwords,
    onSessionsEnded: OnSessionsEnded,
  ) {
    this.#store = store;
    this.#config = config;
    this.#passwords = passwords;
    this.#onSessionsEnded = onSessionsEnded;
  }

  /** The token for the first account, to be shown once; null when the server has been set up. */
  async openSetup(): Promise<string | null> {
    if (await this.#store.accounts.hasUsers()) return null;
    const token = this.#config.SETUP_TOKEN ?? createToken();
    this.#setupTokenHash = hashToken(token);
    return token;
  }

  /** Makes the first account, an administrator. Throws `setup-done`, `wrong-setup-token`. */
  async setUp(
    request: { setupToken: string; email: string; name: string; password: string },
    userAgent: string,
  ): Promise<{ user: User; session: WorkspaceSession }> {
    if (this.#setupTokenHash === null || (await this.#store.accounts.hasUsers()))
      throw accountError('setup-done', 'This server has been set up already. Log in instead.');
    if (!isSameHash(hashToken(request.setupToken), this.#setupTokenHash)) {
      throw accountError(
        'wrong-setup-token',
        'This is not the setup token that the server printed when it started.',
      );
    }
    const user = await this.newUser(request, true);
    await this.#store.accounts.createFirstUser(user);
    this.#setupTokenHash = null;
    await this.#audit('setup', user.id, {});
    return { user, session: await this.openSession(user, userAgent) };
  }

  /** An account that is not stored yet. */
  async newUser(
    { email, name, password }: { email: string; name: string; password: string },
    isAdmin: boolean,
  ): Promise<User> {
    return {
      id: createId(),
      email,
      name,
      passwordHash: await this.#passwords.hash(password),
      isAdmin,
    };
  }

  /** Throws `wrong-login`, which does not say what of it was wrong. */
  async login(
    { email, password }: { email: string; password: string },
    userAgent: string,
  ): Promise<{ user: User; session: WorkspaceSession }> {
    const user = await this.#store.accounts.userByEmail(email);
    if (!(await this.#passwords.verify(user?.passwordHash ?? null, password)) || user === null) {
      await this.#audit('login-failed', user?.id ?? null, {});
      throw accountError('wrong-login', 'The email or the password is wrong.');
    }
    await this.#audit('login', user.id, {});
    return { user, session: await this.openSession(user, userAgent) };
  }

  /** Who a token belongs to; null when it is unknown or its session is over. */
  async authenticate(token: string): Promise<Caller | null> {
    const session = await this.#store.accounts.sessionByTokenHash(hashToken(token));
    if (session === null) return null;
    const now = Date.now();
    if (session.expiresAt <= now || session.lastSeenAt <= now - this.#config.SESSION_IDLE)
      return null;
    const user = await this.#store.accounts.userById(session.userId);
    if (user === null) return null;
    const touchEveryMs = Math.min(TOUCH_EVERY_MS, this.#config.SESSION_IDLE / 4);
    if (now - session.lastSeenAt > touchEveryMs)
      await this.#store.accounts.touchSession(session.id, now);
    return { user, session };
  }

  async logout({ user, session }: Caller): Promise<void> {
    await this.#store.accounts.deleteSession(user.id, session.id);
    this.#onSessionsEnded([session.id]);
    await this.#audit('logout', user.id, {});
  }

  /** Ends one of the user's sessions. Throws `not-found`. */
  async revokeSession({ user }: Caller, sessionId: string): Promise<void> {
    if (!(await this.#store.accounts.deleteSession(user.id, sessionId)))
      throw accountError('not-found', 'There is no such session.');
    this.#onSessionsEnded([sessionId]);
    await this.#audit('session-revoked', user.id, {});
  }

  /** Changes the password, ends all other sessions, and goes on under a new token. Throws `wrong-password`. */
  async changePassword(
    { user, session }: Caller,
    currentPassword: string,
    newPassword: string,
  ): Promise<WorkspaceSession> {
    if (!(await this.#passwords.verify(user.passwordHash, currentPassword)))
      throw accountError('wrong-password', 'The current password is wrong.');
    await this.#store.accounts.setPasswordHash(user.id, await this.#passwords.hash(newPassword));
    this.#onSessionsEnded(await this.#store.accounts.deleteOtherSessions(user.id, session.id));
    const token = createToken();
    await this.#store.accounts.setSessionToken(session.id, hashToken(token));
    await this.#audit('password-changed', user.id, {});
    return { token, expiresAt: new Date(session.expiresAt).toISOString() };
  }

  sessions({ user }: Caller): Promise<readonly Session[]> {
    return this.#store.accounts.sessionsOf(user.id);
  }

  /** Starts a session; its token is handed out this once. */
  async openSession(user: User, userAgent: string): Promise<WorkspaceSession> {
    const token = createToken();
    const now = Date.now();
    const expiresAt = now + this.#config.SESSION_MAX;
    await this.#store.accounts.createSession({
      id: createId(),
      tokenHash: hashToken(token),
      userId: user.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      userAgent: userAgent.slice(0, 200),
    });
    return { token, expiresAt: new Date(expiresAt).toISOString() };
  }

  #audit(action: string, userId: string | null, detail: Record<string, string>): Promise<void> {
    return this.#store.audit.append({ at: Date.now(), action, workspaceId: null, userId, detail });
  }
}

function isSameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
