import { z } from 'zod';
import { challengeAuthSchema } from './challengeAuth.ts';
import { headerListSchema } from './headers.ts';
import { networkSchema } from './network.ts';
import { sendSettingsSchema } from './sendSettings.ts';
import { wireCookieSchema } from './wireCookie.ts';

/**
 * One request, ready to go: variables resolved, authorization signed, no `{{` left to interpret. Whoever sends it keeps
 * no state: the cookies come along and changed ones go back as events.
 */
export const sendRequestSchema = z.object({
  /** The caller's own name for this sending; it stands in no header. */
  id: z.string().max(200),
  method: z.string().min(1).max(100),
  /** Absolute, `http:` or `https:`. */
  url: z.string(),
  headers: headerListSchema.default([]),
  /** The raw body follows the head of the message; see `encodeSendHead`. */
  hasBody: z.boolean().default(false),
  settings: sendSettingsSchema.prefault({}),
  network: networkSchema.prefault({}),
  /** The jar, or at least what a redirect could need of it. */
  cookies: z.array(wireCookieSchema).default([]),
  /** Answers a challenge of the server's (401); null shows it as any other response. */
  challenge: challengeAuthSchema.nullable().default(null),
  /** Names out of `AUTOMATIC_HEADERS` that must not be added, in any case. */
  automaticHeadersOff: z.array(z.string()).default([]),
});

/** A request, filled in. */
export type SendRequest = z.infer<typeof sendRequestSchema>;

/** A request as a caller writes it; `sendRequestSchema.parse` fills it in. */
export type SendRequestInput = z.input<typeof sendRequestSchema>;
