import { z } from 'zod';

/** Credentials for a server that asks first: whoever sends the request answers its challenge. */
export const challengeAuthSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('digest'),
    username: z.string(),
    password: z.string(),
    /** With a nonce and a realm the first request is answered already, as if the server had asked with these. */
    realm: z.string().default(''),
    nonce: z.string().default(''),
    algorithm: z.string().default(''),
    qop: z.string().default(''),
    opaque: z.string().default(''),
    /** The client's own nonce; a random one when empty. */
    clientNonce: z.string().default(''),
    /** False: the challenge is shown and not answered. */
    retries: z.boolean().default(true),
  }),
  z.object({
    type: z.literal('ntlm'),
    username: z.string(),
    password: z.string(),
    domain: z.string().default(''),
    workstation: z.string().default(''),
    retries: z.boolean().default(true),
  }),
]);

/** Credentials for a challenge, filled in. */
export type ChallengeAuth = z.infer<typeof challengeAuthSchema>;
