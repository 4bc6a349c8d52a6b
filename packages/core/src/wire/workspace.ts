/** The HTTP API of the workspace server, as the page and the server both read it. `docs/SYNC-PROTOCOL.md` tells it in words. */
import { z } from 'zod';

/** The subprotocol that the server selects; the ticket comes as a second one, `ticket.<base64url>`. */
export const SYNC_SUBPROTOCOL = 'scratchpad.sync.v1';
/** What the subprotocol that carries the ticket begins with; it is a part of the ticket. */
export const TICKET_PREFIX = 'ticket.';

/** Who may what in a workspace. */
export const roleSchema = z.enum(['owner', 'editor', 'viewer']);
/** See `roleSchema`. */
export type Role = z.infer<typeof roleSchema>;

const emailSchema = z
  .email()
  .max(254)
  .transform((email) => email.toLowerCase());
const nameSchema = z.string().trim().min(1).max(200);
// Argon2 takes any length; the bound keeps one call from hashing megabytes.
const passwordSchema = z.string().min(10).max(1024);
const timeSchema = z.iso.datetime();

/** A person, as everybody in a shared workspace may see them. */
export const userSchema = z.object({ id: z.string(), email: z.string(), name: z.string() });
/** See `userSchema`. */
export type WorkspaceUser = z.infer<typeof userSchema>;

/** A session as it is handed out, once. */
export const sessionSchema = z.object({ token: z.string().min(1), expiresAt: timeSchema });
/** See `sessionSchema`. */
export type WorkspaceSession = z.infer<typeof sessionSchema>;

/** A workspace as the caller sees it. */
export const workspaceSchema = z.object({ id: z.string(), name: z.string(), role: roleSchema });
/** See `workspaceSchema`. */
export type WorkspaceInfo = z.infer<typeof workspaceSchema>;

/** The body of every answer that is not a success. */
export const workspaceErrorSchema = z.object({ code: z.string(), message: z.string() });
/** See `workspaceErrorSchema`. */
export type WorkspaceError = z.infer<typeof workspaceErrorSchema>;

/** `POST /api/setup` */
export const setupRequestSchema = z.object({
  setupToken: z.string().min(1).max(512),
  email: emailSchema,
  name: nameSchema,
  password: passwordSchema,
});

/** `POST /api/login` */
export const loginRequestSchema = z.object({
  email: emailSchema,
  password: z.string().min(1).max(1024),
});

/** What setup and login answer. */
export const loginResponseSchema = z.object({ user: userSchema, session: sessionSchema });

/** `GET /api/me` */
export const meResponseSchema = z.object({
  user: userSchema,
  workspaces: z.array(workspaceSchema),
  canCreateWorkspaces: z.boolean(),
});

/** `POST /api/password` */
export const passwordRequestSchema = z.object({
  currentPassword: z.string().min(1).max(1024),
  newPassword: passwordSchema,
});

/** `POST /api/password`: the other sessions are over, and this one goes on under a new token. */
export const passwordResponseSchema = z.object({ session: sessionSchema });

/** `GET /api/sessions` */
export const sessionListSchema = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      createdAt: timeSchema,
      lastSeenAt: timeSchema,
      expiresAt: timeSchema,
      userAgent: z.string(),
      isCurrent: z.boolean(),
    }),
  ),
});

/** `GET /api/workspaces` */
export const workspaceListSchema = z.object({ workspaces: z.array(workspaceSchema) });

/** `POST /api/workspaces`, `PATCH /api/workspaces/:id` */
export const workspaceRequestSchema = z.object({ name: nameSchema });

/** What the calls on one workspace answer. */
export const workspaceResponseSchema = z.object({ workspace: workspaceSchema });

/** A person and what they may do. */
export const memberSchema = userSchema.extend({ role: roleSchema });
/** See `memberSchema`. */
export type WorkspaceMember = z.infer<typeof memberSchema>;

/** `GET /api/workspaces/:id/members` */
export const memberListSchema = z.object({ members: z.array(memberSchema) });

/** `PATCH /api/workspaces/:id/members/:userId` */
export const memberRequestSchema = z.object({ role: roleSchema });

/** What that answers. */
export const memberResponseSchema = z.object({ member: memberSchema });

/** `POST /api/workspaces/:id/invites` */
export const inviteRequestSchema = z.object({ role: roleSchema, email: emailSchema.optional() });

/** What that answers: the token is shown this once. */
export const inviteResponseSchema = z.object({
  invite: z.object({ token: z.string(), url: z.string(), role: roleSchema, expiresAt: timeSchema }),
});

/** `POST /api/invites/:token/accept`: all three for a new user; nothing of them with a session. */
export const acceptRequestSchema = z.object({
  email: emailSchema.optional(),
  name: nameSchema.optional(),
  password: passwordSchema.optional(),
});

/** What that answers; a session only to a new user, as that of a logged-in one stays as it is. */
export const acceptResponseSchema = z.object({
  user: userSchema,
  session: sessionSchema.optional(),
  workspace: workspaceSchema,
});

/** `POST /api/workspaces/:id/ticket` */
export const ticketResponseSchema = z.object({
  ticket: z.string().startsWith(TICKET_PREFIX),
  expiresAt: timeSchema,
  role: roleSchema,
});

/** `GET /api/workspaces/:id/audit`, newest first. */
export const auditListSchema = z.object({
  entries: z.array(
    z.object({
      at: timeSchema,
      action: z.string(),
      userId: z.string().nullable(),
      detail: z.record(z.string(), z.string()),
    }),
  ),
  /** Names of those who are in the entries, by id, former members too. */
  people: z.record(z.string(), z.string()),
});

/** What happened in a workspace. */
export type AuditList = z.infer<typeof auditListSchema>;
