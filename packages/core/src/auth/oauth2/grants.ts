/** Asking for a token of OAuth 2.0 (RFC 6749), with PKCE (RFC 7636): where a browser goes, and what a token endpoint is sent. */
import { toBase64, toBase64UrlEncoded } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import { AppError } from '../../AppError.ts';
import type { HeaderList } from '../../wire/headers.ts';
import type { AuthErrorCode } from '../authErrors.ts';
import { hash } from '../signing/hashes.ts';
import { type AuthFields, percentEncode, withParams } from '../signing/signable.ts';
import type { OAuth2Token } from './token.ts';

/** The grants by the names of the collection format. */
export const GRANTS = [
  'authorization_code',
  'authorization_code_with_pkce',
  'implicit',
  'password_credentials',
  'client_credentials',
] as const;
export type Grant = (typeof GRANTS)[number];

/** A request to a token endpoint. */
export interface TokenRequest {
  readonly url: string;
  readonly headers: HeaderList;
  /** A form. */
  readonly body: string;
}

/** What the way through a browser needs to know again when it comes back. */
export interface Authorization {
  /** Where the browser goes. */
  readonly url: string;
  readonly redirectUri: string;
  readonly state: string;
  /** Empty without PKCE. */
  readonly verifier: string;
}

type Pairs = readonly (readonly [name: string, value: string])[];

/** The chosen grant; authorization code when nothing is chosen. */
export function grantOf(fields: AuthFields): Grant {
  const written = fields.text('grant_type');
  return GRANTS.find((grant) => grant === written) ?? 'authorization_code';
}

/** Whether a grant leads through a browser. */
export function needsBrowser(grant: Grant): boolean {
  return grant !== 'password_credentials' && grant !== 'client_credentials';
}

/**
 * Begins the way through a browser.
 * @param options.nonce gives random letters and digits
 * @throws AppError `bad-field`
 */
export function createAuthorization(
  fields: AuthFields,
  options: { readonly redirectUri: string; readonly nonce: (length: number) => string },
): Authorization {
  const grant = grantOf(fields);
  const state = fields.text('state') || options.nonce(32);
  const redirectUri = fields.text('redirect_uri') || options.redirectUri;
  const isPkce = grant === 'authorization_code_with_pkce';
  const verifier = isPkce ? fields.text('code_verifier') || options.nonce(64) : '';
  const method = fields.text('challengeAlgorithm', 'S256') === 'plain' ? 'plain' : 'S256';
  const params: Pairs = [
    ['response_type', grant === 'implicit' ? 'token' : 'code'],
    ['client_id', fields.text('clientId')],
    ['redirect_uri', redirectUri],
    ['scope', fields.text('scope')],
    ['state', state],
    ...(isPkce
      ? ([
          ['code_challenge', method === 'plain' ? verifier : challengeOf(verifier)],
          ['code_challenge_method', method],
        ] as const)
      : []),
    ...extraParams(fields, 'authRequestParams', 'request_url'),
  ];
  const url = withParams(address(fields, 'authUrl', 'authorization'), encode(params));
  return { url, redirectUri, state, verifier };
}

function challengeOf(verifier: string): string {
  return toBase64UrlEncoded(hash('sha256', verifier));
}

/** Asks for a token with what the browser brought back. @throws AppError `bad-field` */
export function codeRequest(
  fields: AuthFields,
  code: string,
  { redirectUri, verifier }: Authorization,
): TokenRequest {
  return tokenRequest(fields, 'tokenRequestParams', [
    ['grant_type', 'authorization_code'],
    ['code', code],
    ['redirect_uri', redirectUri],
    ['code_verifier', verifier],
  ]);
}

/** Asks for a token with what is filled in. @throws AppError `bad-field` */
export function directRequest(fields: AuthFields): TokenRequest {
  const own: Pairs =
    grantOf(fields) === 'client_credentials'
      ? [['grant_type', 'client_credentials']]
      : [
          ['grant_type', 'password'],
          ['username', fields.text('username')],
          ['password', fields.text('password')],
        ];
  return tokenRequest(fields, 'tokenRequestParams', [...own, ['scope', fields.text('scope')]]);
}

/** Asks for a new token in place of an old one. @throws AppError `bad-field` */
export function refreshRequest(
  fields: AuthFields,
  { refreshToken }: Pick<OAuth2Token, 'refreshToken'>,
): TokenRequest {
  const request = tokenRequest(fields, 'refreshRequestParams', [
    ['grant_type', 'refresh_token'],
    ['refresh_token', refreshToken],
  ]);
  const url = fields.text('refreshTokenUrl');
  return url === '' ? request : { ...request, url };
}

function tokenRequest(fields: AuthFields, extra: string, own: Pairs): TokenRequest {
  const id = fields.text('clientId');
  const secret = fields.text('clientSecret');
  const inBody = fields.text('client_authentication', 'header') === 'body';
  // A public client has no secret, and says its name in the body.
  const isPublic = secret === '';
  const params: Pairs = [
    ...own,
    ...(inBody || isPublic
      ? ([
          ['client_id', id],
          ['client_secret', secret],
        ] as const)
      : []),
    ...extraParams(fields, extra, 'request_body'),
  ];
  const headers: [string, string][] = [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Accept', 'application/json'],
  ];
  if (!inBody && !isPublic) {
    // Both are encoded first: RFC 6749, 2.3.1.
    const pair = `${percentEncode(id)}:${percentEncode(secret)}`;
    headers.push(['Authorization', `Basic ${toBase64(encodeUtf8(pair))}`]);
  }
  const inHeaders = extraParams(fields, extra, 'request_header');
  const inUrl = encode(extraParams(fields, extra, 'request_url'));
  return {
    url: withParams(address(fields, 'accessTokenUrl', 'token'), inUrl),
    headers: [...headers, ...inHeaders.map(([name, value]): [string, string] => [name, value])],
    body: encode(params)
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
  };
}

function encode(params: Pairs): [string, string][] {
  return params
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [percentEncode(name), percentEncode(value)]);
}

function address(fields: AuthFields, name: string, label: string): string {
  const url = fields.text(name).trim();
  if (/^https?:\/\/./i.test(url)) return url;
  throw new AppError<AuthErrorCode>(
    'bad-field',
    url === ''
      ? `The ${label} URL is missing. Fill it in first.`
      : `The ${label} URL "${url}" is no http or https address.`,
  );
}

/** Parameters of a list such as `authRequestParams`: `{key, value, enabled, send_as}`. */
function extraParams(fields: AuthFields, name: string, place: string): Pairs {
  let list: unknown;
  try {
    list = JSON.parse(fields.text(name, '[]'));
  } catch {
    // A list that a file spells as something else says nothing that could be sent.
    return [];
  }
  if (!Array.isArray(list)) return [];
  return (list as readonly unknown[]).flatMap((row): Pairs => {
    if (typeof row !== 'object' || row === null) return [];
    const { key, value, enabled, send_as: sendAs } = row as Readonly<Record<string, unknown>>;
    const own = typeof sendAs === 'string' ? sendAs : place;
    return enabled === false ||
      own !== place ||
      typeof key !== 'string' ||
      typeof value !== 'string'
      ? []
      : [[key, value]];
  });
}
