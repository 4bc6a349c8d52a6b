/** What a token endpoint answers (RFC 6749, 5.1 and 5.2). */
import { AppError } from '../../AppError.ts';
import { parseQuery } from '../../request/url.ts';
import type { AuthErrorCode } from '../authErrors.ts';
import { percentDecode } from '../signing/signable.ts';

/** A token as it was given. */
export interface OAuth2Token {
  readonly accessToken: string;
  readonly tokenType: string;
  /** Empty when the server gave none. */
  readonly refreshToken: string;
  /** Milliseconds since 1970; null when the server does not say. */
  readonly expiresAt: number | null;
  readonly scope: string;
  /** Of OpenID Connect; empty when the server gave none. */
  readonly idToken: string;
}

type Params = Readonly<Record<string, unknown>>;

/**
 * Reads the answer of a token endpoint: JSON, or a form as some old ones send.
 * @throws AppError `token-refused` with the server's own words
 */
export function readTokenResponse(
  { status, text }: { readonly status: number; readonly text: string },
  now: number,
): OAuth2Token {
  const params = parseParams(text);
  const token = params && toToken(params, now);
  if (token && status < 400) return token;
  throw refused(
    params ?? {},
    `The server answered ${status}${text === '' ? '' : `: ${text.slice(0, 200)}`}`,
  );
}

/** What stands behind `?` or `#` of an address that a browser was sent back to. */
export interface Redirected {
  readonly code: string;
  readonly token: OAuth2Token | null;
}

/**
 * Reads the address that a browser was sent back to.
 * @param state what was sent along; another answer is not ours
 * @throws AppError `token-refused`
 */
export function readRedirect(address: string, state: string, now: number): Redirected {
  const [, query = '', fragment = ''] =
    /^[^?#]*(?:\?([^#]*))?(?:#(.*))?$/s.exec(address.trim()) ?? [];
  const params = { ...parseForm(query), ...parseForm(fragment) };
  if (params['state'] !== state) {
    throw new AppError<AuthErrorCode>(
      'token-refused',
      'This answer does not belong to the question that was asked (its state is another one), so it is not used. Ask for a token again.',
    );
  }
  const token = toToken(params, now);
  const { code } = params;
  if (token || code) return { code: code ?? '', token };
  throw refused(params, 'The server sent the browser back without a code and without a token');
}

function refused(params: Params, otherwise: string): AppError<AuthErrorCode> {
  const { error, error_description: description } = params;
  const words = [error, description].filter((part) => typeof part === 'string' && part !== '');
  const said = words.length > 0 ? `The server refuses: ${words.join(', ')}` : otherwise;
  return new AppError<AuthErrorCode>('token-refused', `There is no token. ${said}.`);
}

function toToken(params: Params, now: number): OAuth2Token | null {
  const text = (name: string) => (typeof params[name] === 'string' ? params[name] : '');
  const accessToken = text('access_token');
  if (accessToken === '') return null;
  const seconds = Number(params['expires_in'] ?? Number.NaN);
  return {
    accessToken,
    tokenType: text('token_type'),
    refreshToken: text('refresh_token'),
    expiresAt: Number.isFinite(seconds) ? now + seconds * 1000 : null,
    scope: text('scope'),
    idToken: text('id_token'),
  };
}

function parseParams(text: string): Params | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Params) : null;
  } catch {
    // Not JSON: a form, or a page of words that the error then shows.
    return /^[\w%.+~-]+=/.test(text) ? parseForm(text) : null;
  }
}

function parseForm(text: string): Readonly<Record<string, string>> {
  const pairs = parseQuery(text === '' ? null : text).map(({ key, value }) => [
    percentDecode(key.replaceAll('+', ' ')),
    percentDecode(typeof value === 'string' ? value.replaceAll('+', ' ') : ''),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}
