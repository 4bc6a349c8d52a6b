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
