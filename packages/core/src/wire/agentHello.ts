import { z } from 'zod';

/** `GET /api/agent/hello`: how a page learns that its own origin is an agent. */
export const agentHelloSchema = z.object({
  app: z.literal('scratchpad-agent'),
  version: z.string(),
});

/** See `agentHelloSchema`. */
export type AgentHello = z.infer<typeof agentHelloSchema>;

/** `POST /api/agent/session`: the token that every other call carries as `Authorization: Bearer`. */
export const agentSessionSchema = z.object({ token: z.string().min(1) });

/** See `agentSessionSchema`. */
export type AgentSession = z.infer<typeof agentSessionSchema>;

/** The body of every answer of the agent that is not a success. */
export const agentErrorSchema = z.object({ code: z.string(), message: z.string() });

/** See `agentErrorSchema`. */
export type AgentError = z.infer<typeof agentErrorSchema>;

/** Where a page that another server serves asks for a code, and ends its pairing. */
export const PAIRING_PATH = '/api/agent/pairing';

/** Where it confirms the code, and is given its token as an `AgentSession`. */
export const PAIRING_CONFIRM_PATH = '/api/agent/pairing/confirm';

/** What `POST` on `PAIRING_PATH` answers: until when the code is good, milliseconds since 1970. */
export const pairingAskedSchema = z.object({ expiresAt: z.number() });

/** See `pairingAskedSchema`. */
export type PairingAsked = z.infer<typeof pairingAskedSchema>;

/** What `POST` on `PAIRING_CONFIRM_PATH` takes; small letters, spaces and dashes in the code do not matter. */
export const pairingCodeSchema = z.object({ code: z.string().max(64) });
