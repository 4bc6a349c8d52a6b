import {
  loginRequestSchema,
  loginResponseSchema,
  meResponseSchema,
  passwordRequestSchema,
  passwordResponseSchema,
  sessionListSchema,
  setupRequestSchema,
  type WorkspaceUser,
} from '@scratchpad/core/wire';
import type { Accounts } from '../accounts/accounts.ts';
import type { Workspaces } from '../accounts/workspaces.ts';
import type { User } from '../store/store.ts';
import type { RateLimits } from './rateLimits.ts';
import { callerOf, defineRoute, type Route } from './route.ts';
import type { SessionCookie } from './sessionCookie.ts';

/** The parts of a server that calls use. */
export type RouteParts = {
  readonly accounts: Accounts;
  readonly workspaces: Workspaces;
  readonly limits: RateLimits;
  readonly cookie: SessionCookie;
};

/** The calls on accounts and sessions. */
export function createAccountRoutes({ accounts, workspaces, limits, cookie }: RouteParts): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/setup',
      summary: 'Make the first account with the token that the server printed; once only.',
      isPublic: true,
      status: 201,
      body: setupRequestSchema,
      answer: loginResponseSchema,
      handle: async ({ body, address, userAgent, context }) => {
        await limits.loginFromAddress(address);
        const { user, session } = await accounts.setUp(body, userAgent);
        cookie.set(context, session);
        return { user: toUser(user), session };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/login',
      summary: 'Start a session.',
      isPublic: true,
      body: loginRequestSchema,
      answer: loginResponseSchema,
      handle: async ({ body, address, userAgent, context }) => {
        await limits.loginFromAddress(address);
        await limits.loginOfAccount(body.email);
        const { user, session } = await accounts.login(body, userAgent);
        await limits.resetLogin(body.email);
        cookie.set(context, session);
        return { user: toUser(user), session };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/logout',
      summary: 'End this session, its tickets and its sockets.',
      body: null,
      answer: null,
      handle: async (call) => {
        await accounts.logout(callerOf(call));
        cookie.clear(call.context);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/me',
      summary: 'Who is logged in, and their workspaces.',
      body: null,
      answer: meResponseSchema,
      handle: async (call) => {
        const { user } = callerOf(call);
        return {
          user: toUser(user),
          workspaces: [...(await workspaces.list(user))],
          canCreateWorkspaces: workspaces.canCreate(user),
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/password',
      summary: 'Change the password; all other sessions end, and this one gets a new token.',
      body: passwordRequestSchema,
      answer: passwordResponseSchema,
      handle: async (call) => {
        const caller = callerOf(call);
        await limits.loginOfAccount(caller.user.email);
        const { currentPassword, newPassword } = call.body;
        const session = await accounts.changePassword(caller, currentPassword, newPassword);
        await limits.resetLogin(caller.user.email);
        cookie.set(call.context, session);
        return { session };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/sessions',
      summary: 'The sessions of this user.',
      body: null,
      answer: sessionListSchema,
      handle: async (call) => {
        const caller = callerOf(call);
        const sessions = await accounts.sessions(caller);
        return {
          sessions: sessions.map(({ id, createdAt, lastSeenAt, expiresAt, userAgent }) => ({
            id,
            createdAt: toTime(createdAt),
            lastSeenAt: toTime(lastSeenAt),
            expiresAt: toTime(expiresAt),
            userAgent,
            isCurrent: id === caller.session.id,
          })),
        };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/sessions/:id',
      summary: 'End one session of this user.',
      body: null,
      answer: null,
      handle: (call) => accounts.revokeSession(callerOf(call), call.param('id')),
    }),
  ];
}

/** What others may see of an account. */
export function toUser({ id, email, name }: User): WorkspaceUser {
  return { id, email, name };
}

/** A time as it stands in JSON. */
export function toTime(ms: number): string {
  return new Date(ms).toISOString();
}
