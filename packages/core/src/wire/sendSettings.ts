import { z } from 'zod';

const MIB = 1024 * 1024;

/** How one request is sent. Every field has a default, so `{}` is a whole setting. Sizes are bytes, times milliseconds. */
export const sendSettingsSchema = z.object({
  /** Refuse certificates that are expired, self-signed, of another host, or of an unknown issuer. */
  verifyTls: z.boolean().default(true),
  followRedirects: z.boolean().default(true),
  maxRedirects: z.int().min(0).max(1000).default(10),
  /** The field's `followOriginalHttpMethod`: keep method and body where a redirect would turn them into a GET. */
  keepMethodOnRedirect: z.boolean().default(false),
  /** The field's `followAuthorizationHeader`: keep credentials when a redirect leads to another origin. */
  keepAuthOnRedirect: z.boolean().default(false),
  /** The inverse of the field's `removeRefererHeaderOnRedirect`: name the page that redirected in `Referer`. */
  refererOnRedirect: z.boolean().default(true),
  sendCookies: z.boolean().default(true),
  storeCookies: z.boolean().default(true),
  /** From the start to the last byte, redirects included. 0 = no limit. */
  timeoutMs: z.int().min(0).max(0x7fff_ffff).default(0),
  /** The body is cut after this many decoded bytes and `end.truncated` says so. 0 = no limit. */
  maxBodyBytes: z
    .int()
    .min(0)
    .default(50 * MIB),
  /** A compressed body that unpacks to more than this ends in `DECOMPRESSION_LIMIT`. */
  maxDecompressedBytes: z
    .int()
    .min(1)
    .default(1024 * MIB),
  /** `auto` takes HTTP/2 where the server offers it over TLS; `2` insists; `1.1` never asks. */
  httpVersion: z.enum(['auto', '1.1', '2']).default('auto'),
  /** Read responses that break the rules of HTTP/1.1 (stray characters in headers and the like). */
  lenientParser: z.boolean().default(false),
  /** Percent-encode what may not stand in a URL. Off sends path and query exactly as written. */
  encodeUrl: z.boolean().default(true),
});

/** All settings, filled in. */
export type SendSettings = z.infer<typeof sendSettingsSchema>;

/** Settings as a caller writes them: every field may be left out. */
export type SendSettingsInput = z.input<typeof sendSettingsSchema>;
