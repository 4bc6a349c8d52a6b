/** Types of authorization by their names in the collection format. */

/** The types this version can apply. */
export const SUPPORTED_AUTH = [
  'inherit',
  'noauth',
  'apikey',
  'bearer',
  'jwt',
  'basic',
  'digest',
  'oauth1',
  'oauth2',
  'hawk',
  'awsv4',
  'ntlm',
  'edgegrid',
  'asap',
] as const;
export type SupportedAuth = (typeof SUPPORTED_AUTH)[number];

/** Names for people, of types that files bring, too. */
const AUTH_NAMES: Readonly<Record<string, string>> = {
  inherit: 'Inherit from parent',
  noauth: 'No auth',
  apikey: 'API key',
  bearer: 'Bearer token',
  basic: 'Basic auth',
  jwt: 'JWT bearer',
  digest: 'Digest',
  oauth1: 'OAuth 1.0',
  oauth2: 'OAuth 2.0',
  hawk: 'Hawk',
  awsv4: 'AWS Signature',
  ntlm: 'NTLM',
  edgegrid: 'Akamai EdgeGrid',
  asap: 'ASAP',
};

/** Whether this version can apply a type. */
export function isSupportedAuth(type: string): type is SupportedAuth {
  return (SUPPORTED_AUTH as readonly string[]).includes(type);
}

/** The name of a type for people. */
export function authName(type: string): string {
  return AUTH_NAMES[type] ?? type;
}
