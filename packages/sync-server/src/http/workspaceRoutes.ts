import {
  acceptRequestSchema,
  acceptResponseSchema,
  auditListSchema,
  inviteRequestSchema,
  inviteResponseSchema,
  memberListSchema,
  memberRequestSchema,
  memberResponseSchema,
  ticketResponseSchema,
  workspaceListSchema,
  workspaceRequestSchema,
  workspaceResponseSchema,
} from '@scratchpad/core/wire';
import type { Access } from '../accounts/access.ts';
import { accountError } from '../accounts/errors.ts';
import { toTime, toUser, type RouteParts } from './accountRoutes.ts';
import { callerOf, defineRoute, type Route } from './route.ts';

/** The calls on workspaces, members, invites and tickets. `publicUrl` is what invite links begin with. */
export function createWorkspaceRoutes(
  parts: RouteParts & { readonly access: Access; readonly publicUrl: string },
): Route[] {
  const { workspaces, access, limits, publicUrl } = parts;
  return [
    defineRoute({
      method: 'GET',
      path: '/api/workspaces',
      summary: 'The workspaces of this user.',
      body: null,
      answer: workspaceListSchema,
      handle: async (call) => ({ workspaces: [...(await workspaces.list(callerOf(call).user))] }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/workspaces',
      summary: 'Make a workspace and own it.',
      status: 201,
      body: workspaceRequestSchema,
      answer: workspaceResponseSchema,
      handle: async (call) => ({
        workspace: await workspaces.create(callerOf(call).user, call.body.name),
      }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/workspaces/:id',
      summary: 'One workspace.',
      body: null,
      answer: workspaceResponseSchema,
      handle: async (call) => ({
        workspace: await workspaces.get(callerOf(call).user, call.param('id')),
      }),
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/workspaces/:id',
      summary: 'Rename it (owners).',
      body: workspaceRequestSchema,
      answer: workspaceResponseSchema,
      handle: async (call) => ({
        workspace: await workspaces.rename(callerOf(call).user, call.param('id'), call.body.name),
      }),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/workspaces/:id',
      summary: 'Delete it with all that is in it (owners).',
      body: null,
      answer: null,
      handle: (call) => workspaces.remove(callerOf(call).user, call.param('id')),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/workspaces/:id/members',
      summary: 'Its members.',
      body: null,
      answer: memberListSchema,
      handle: async (call) => ({
        members: [...(await workspaces.members(callerOf(call).user, call.param('id')))],
      }),
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/workspaces/:id/members/:userId',
      summary: 'Change a role (owners); the last owner stays one.',
      body: memberRequestSchema,
      answer: memberResponseSchema,
      handle: async (call) => ({
        member: await workspaces.setRole(
          callerOf(call).user,
          call.param('id'),
          call.param('userId'),
          call.body.role,
        ),
      }),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/workspaces/:id/members/:userId',
      summary: 'Remove a member (owners), or leave; the last owner cannot.',
      body: null,
      answer: null,
      handle: (call) =>
        workspaces.removeMember(callerOf(call).user, call.param('id'), call.param('userId')),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/workspaces/:id/invites',
      summary: 'Make a link that lets one person in (owners). The token is shown this once.',
      status: 201,
      body: inviteRequestSchema,
      answer: inviteResponseSchema,
      handle: async (call) => {
        const { role, email } = call.body;
        const { user } = callerOf(call);
        const invite = await workspaces.invite(user, call.param('id'), role, email ?? null);
        return {
          invite: {
            token: invite.token,
            // Behind the hash, as what stands before it ends in the logs of every proxy.
            url: `${publicUrl}/invite#${invite.token}`,
            role: invite.role,
            expiresAt: toTime(invite.expiresAt),
          },
        };
      },
    }),
    createAcceptRoute(parts),
    defineRoute({
      method: 'POST',
      path: '/api/workspaces/:id/ticket',
      summary: 'A ticket for one socket, good for 30 seconds.',
      status: 201,
      body: null,
      answer: ticketResponseSchema,
      handle: async (call) => {
        const caller = callerOf(call);
        await limits.tickets(caller.user.id);
        const { ticket, expiresAt, role } = await access.issueTicket(caller, call.param('id'));
        return { ticket, expiresAt: toTime(expiresAt), role };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/workspaces/:id/audit',
      summary: 'What happened, newest first (owners).',
      body: null,
      answer: auditListSchema,
      handle: async (call) => {
        const { user } = callerOf(call);
        const { entries, people } = await workspaces.audit(user, call.param('id'));
        return {
          people: Object.fromEntries(people),
          entries: entries.map(({ at, action, userId, detail }) => ({
            at: toTime(at),
            action,
            userId,
            detail: { ...detail },
          })),
        };
      },
    }),
  ];
}

function createAcceptRoute({ accounts, workspaces, limits, cookie }: RouteParts): Route {
  return defineRoute({
    method: 'POST',
    path: '/api/invites/:token/accept',
    summary: 'Use an invite: with a session as this user, without one as a new user.',
    isPublic: true,
    body: acceptRequestSchema,
    answer: acceptResponseSchema,
    handle: async ({ body, caller, param, address, userAgent, context }) => {
      await limits.loginFromAddress(address);
      const token = param('token');
      if (caller !== null) {
        const workspace = await workspaces.acceptInvite(token, { user: caller.user, isNew: false });
        return { user: toUser(caller.user), workspace };
      }
      const { email, name, password } = body;
      if (email === undefined || name === undefined || password === undefined) {
        throw accountError(
          'bad-request',
          'A new account wants an email, a name and a password. Or log in first.',
        );
      }
      const user = await accounts.newUser({ email, name, password }, false);
      const workspace = await workspaces.acceptInvite(token, { user, isNew: true });
      const session = await accounts.openSession(user, userAgent);
      cookie.set(context, session);
      return { user: toUser(user), session, workspace };
    },
  });
}
