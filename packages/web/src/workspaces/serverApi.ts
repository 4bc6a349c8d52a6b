/** The HTTP API of a workspace server, as `core/wire` describes it. Every answer is parsed; every failure has a code. */
import { AppError } from '@scratchpad/core';
import {
  acceptResponseSchema,
  auditListSchema,
  inviteResponseSchema,
  loginResponseSchema,
  meResponseSchema,
  memberListSchema,
  memberResponseSchema,
  passwordResponseSchema,
  sessionListSchema,
  type Role,
  ticketResponseSchema,
  workspaceErrorSchema,
  workspaceResponseSchema,
} from '@scratchpad/core/wire';
import { z } from 'zod';
import { connectFetch } from '../ledger/connect.ts';

const TIMEOUT_MS = 15_000;

/** What only a workspace server says; something else that answers in JSON says other things. */
const SERVER_CODES = new Set([
  'bad-request',
  'email-taken',
  'forbidden',
  'invite-for-other',
  'invite-gone',
  'json-only',
  'last-owner',
  'not-found',
  'origin-not-allowed',
  'owner-conflict',
  'setup-done',
  'store-failed',
  'too-many-requests',
  'unauthorized',
  'unexpected',
  'wrong-login',
  'wrong-password',
  'wrong-setup-token',
]);

/** Why a call failed: a code of the server, or `unreachable`, `cors`, `not-a-server`. */
export class ServerError extends AppError {
  /** Seconds until it is worth trying again, when the server said so. */
  readonly retryAfterSeconds: number | null;

  constructor(code: string, message: string, retryAfterSeconds: number | null = null) {
    super(code, message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const nothingSchema = z.unknown();

/** Calls one server, as the holder of a session or as nobody. Rejects with {@link ServerError}. */
export class ServerApi {
  readonly url: string;
  readonly #token: string | null;

  constructor(url: string, token: string | null) {
    this.url = url;
    this.#token = token;
  }

  setUp(body: { setupToken: string; email: string; name: string; password: string }) {
    return this.#call('POST', '/api/setup', loginResponseSchema, body);
  }

  logIn(email: string, password: string) {
    return this.#call('POST', '/api/login', loginResponseSchema, { email, password });
  }

  async logOut(): Promise<void> {
    await this.#call('POST', '/api/logout', nothingSchema, {});
  }

  me() {
    return this.#call('GET', '/api/me', meResponseSchema);
  }

  /** Without a session the three make a new account; with one the body is empty. */
  acceptInvite(token: string, body: { email?: string; name?: string; password?: string }) {
    const path = `/api/invites/${encodeURIComponent(token)}/accept`;
    return this.#call('POST', path, acceptResponseSchema, body);
  }

  async createWorkspace(name: string) {
    return (await this.#call('POST', '/api/workspaces', workspaceResponseSchema, { name }))
      .workspace;
  }

  async renameWorkspace(workspace: string, name: string): Promise<void> {
    await this.#call('PATCH', pathOf(workspace), workspaceResponseSchema, { name });
  }

  async deleteWorkspace(workspace: string): Promise<void> {
    await this.#call('DELETE', pathOf(workspace), nothingSchema);
  }

  /** Ends all other sessions; this one goes on under the token that comes back. */
  async changePassword(currentPassword: string, newPassword: string) {
    const body = { currentPassword, newPassword };
    return (await this.#call('POST', '/api/password', passwordResponseSchema, body)).session;
  }

  async sessions() {
    return (await this.#call('GET', '/api/sessions', sessionListSchema)).sessions;
  }

  async endSession(id: string): Promise<void> {
    await this.#call('DELETE', `/api/sessions/${encodeURIComponent(id)}`, nothingSchema);
  }

  async members(workspace: string) {
    return (await this.#call('GET', `${pathOf(workspace)}/members`, memberListSchema)).members;
  }

  setRole(workspace: string, user: string, role: Role) {
    const path = `${pathOf(workspace)}/members/${encodeURIComponent(user)}`;
    return this.#call('PATCH', path, memberResponseSchema, { role });
  }

  async removeMember(workspace: string, user: string): Promise<void> {
    const path = `${pathOf(workspace)}/members/${encodeURIComponent(user)}`;
    await this.#call('DELETE', path, nothingSchema);
  }

  async invite(workspace: string, role: Role) {
    const path = `${pathOf(workspace)}/invites`;
    return (await this.#call('POST', path, inviteResponseSchema, { role })).invite;
  }

  /** For owners. */
  activity(workspace: string) {
    return this.#call('GET', `${pathOf(workspace)}/audit`, auditListSchema);
  }

  ticket(workspace: string) {
    return this.#call('POST', `${pathOf(workspace)}/ticket`, ticketResponseSchema, {});
  }

  async #call<T>(method: string, path: string, schema: z.ZodType<T>, body?: object): Promise<T> {
    const response = await this.#fetch(method, path, body);
    const text = await response.text();
    let json: unknown;
    try {
      json = text === '' ? null : JSON.parse(text);
    } catch {
      throw notAServer();
    }
    if (!response.ok) {
      const error = workspaceErrorSchema.safeParse(json);
      if (!error.success || !SERVER_CODES.has(error.data.code)) throw notAServer();
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      throw new ServerError(
        error.data.code,
        error.data.message,
        Number.isFinite(seconds) ? seconds : null,
      );
    }
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw notAServer();
    return parsed.data;
  }

  async #fetch(method: string, path: string, body: object | undefined): Promise<Response> {
    try {
      return await connectFetch('server', this.url + path, {
        method,
        headers: {
          ...(body ? { 'Content-Type': 'application/json' } : {}),
          ...(this.#token === null ? {} : { Authorization: `Bearer ${this.#token}` }),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        // The token says who calls; a cookie of the server's own page must not.
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw (await this.#answersAtAll())
        ? new ServerError('cors', 'The server does not allow pages of this address.')
        : new ServerError('unreachable', 'The server does not answer.');
    }
  }

  /** A browser hides why a call failed. An opaque answer tells a server that refuses this page from none at all. */
  async #answersAtAll(): Promise<boolean> {
    try {
      await connectFetch('server', `${this.url}/healthz`, {
        mode: 'no-cors',
        credentials: 'omit',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return true;
    } catch {
      return false;
    }
  }
}

function pathOf(workspace: string): string {
  return `/api/workspaces/${encodeURIComponent(workspace)}`;
}

function notAServer(): ServerError {
  return new ServerError('not-a-server', 'What answers there is no Scratchpad workspace server.');
}
