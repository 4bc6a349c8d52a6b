/** How places are reached: through which proxy, with which client certificate, vouched for by whom. */
import { z } from 'zod';

/** A proxy. `http` and `https` say how the proxy itself is spoken to; either takes requests for both kinds of address. */
export const proxyServerSchema = z.object({
  scheme: z.enum(['http', 'https', 'socks5']),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  /** Empty for a proxy that asks for none. */
  username: z.string().default(''),
  password: z.string().default(''),
});

/** A proxy. */
export type ProxyServer = z.infer<typeof proxyServerSchema>;

/** Which requests go through a proxy. */
const proxyRulesSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('off') }),
  /** As the sender's environment says: `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`. */
  z.object({ mode: z.literal('system') }),
  z.object({
    mode: z.literal('custom'),
    server: proxyServerSchema,
    /** Places that are reached without it, in the words of `NO_PROXY`. */
    bypass: z.array(z.string()).default([]),
  }),
]);

/** Which requests go through a proxy. */
export type ProxyRules = z.infer<typeof proxyRulesSchema>;

/** A place that something is for: `api.example.com`, `*.example.com`, with a `:port` or for all of them; `*` is every place. */
const placeSchema = z.string().min(1);

/** What this side shows of itself to a place: PEM texts, or one PKCS #12 file in base64. */
export const clientCertificateSchema = z.object({
  place: placeSchema,
  cert: z.string().default(''),
  key: z.string().default(''),
  pfx: z.string().default(''),
  passphrase: z.string().default(''),
});

/** What this side shows of itself to a place. */
export type PlacedCertificate = z.infer<typeof clientCertificateSchema>;

/** Authorities that vouch for a place beside those that everybody trusts: certificates in PEM. */
export const authoritySchema = z.object({ place: placeSchema, pem: z.string().min(1) });

/** How places are reached. Nothing said is: directly, and as everybody does. */
export const networkSchema = z.object({
  proxy: proxyRulesSchema.default({ mode: 'off' }),
  /** The first that fits a place is shown. */
  certificates: z.array(clientCertificateSchema).default([]),
  /** All that fit a place are trusted. */
  authorities: z.array(authoritySchema).default([]),
});

/** How places are reached, filled in. */
export type NetworkSettings = z.infer<typeof networkSchema>;
