import { z } from 'zod';

/** One cookie of the page's jar (RFC 6265bis). Times are milliseconds since 1970. */
export const wireCookieSchema = z.object({
  name: z.string(),
  value: z.string(),
  /** Lower case, without a leading dot. */
  domain: z.string(),
  /** True: sent to exactly `domain`. False: to its subdomains too. */
  hostOnly: z.boolean(),
  path: z.string().default('/'),
  /** `null`: until the session ends. */
  expiresAt: z.number().nullable().default(null),
  secure: z.boolean().default(false),
  httpOnly: z.boolean().default(false),
  sameSite: z.enum(['strict', 'lax', 'none']).nullable().default(null),
  /** Earlier cookies go first among those with paths of equal length. */
  createdAt: z.number().default(0),
});

/** A cookie, filled in. */
export type WireCookie = z.infer<typeof wireCookieSchema>;

/** What names one cookie of a jar: at most one cookie has all three. */
export const wireCookieKeySchema = z.object({
  name: z.string(),
  domain: z.string(),
  path: z.string(),
});

/** What names one cookie of a jar. */
export type WireCookieKey = z.infer<typeof wireCookieKeySchema>;
