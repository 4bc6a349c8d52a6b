import { toBase64 } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import type { Auth } from '../model/content.ts';
import type { JsonValue } from '../model/json.ts';
import { Resolver } from '../request/resolver.ts';
import type { Scopes } from '../variables/scopes.ts';
import type { ChallengeAuth } from '../wire/challengeAuth.ts';
import { authName } from './authTypes.ts';

/** Fields of an authorization with their variables replaced. */
export type ResolvedFields = Readonly<Record<string, JsonValue>>;

/** An authorization that needs the whole request, and is applied to it last; see `signRequest`. */
export interface Signing {
  readonly type: string;
  readonly fields: ResolvedFields;
}

/** What an authorization adds to a request. */
export interface AppliedAuth {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly params: readonly { readonly key: string; readonly value: string }[];
  /** What is to be signed when the request is whole. */
  readonly signing: Signing | null;
  /** What the server's challenge is answered with. */
  readonly challenge: ChallengeAuth | null;
  /** Why nothing could be added, for people; null when all is well. */
  readonly note: string | null;
}

const NOTHING: AppliedAuth = {
  headers: [],
  params: [],
  signing: null,
  challenge: null,
  note: null,
};

/** Fields without which a type says nothing. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  digest: ['username'],
  ntlm: ['username'],
  hawk: ['authId', 'authKey'],
  awsv4: ['accessKey', 'secretKey'],
  oauth1: ['consumerKey'],
  edgegrid: ['accessToken', 'clientToken', 'clientSecret'],
  asap: ['iss', 'aud', 'kid', 'privateKey'],
  jwt: [],
};
/** Claims that `asap` may hold in place of fields. */
const IN_CLAIMS = new Set(['iss', 'aud', 'kid']);

/** Applies an authorization that is no longer inherited. `resolve` replaces the variables of its fields. */
export function applyAuth(auth: Auth, resolve: (text: string) => string): AppliedAuth {
  const { type } = auth;
  const written = auth.params[type] ?? {};
  const field = (name: string, fallback = '') => resolve(asText(written[name], fallback));
  switch (type) {
    case 'inherit':
    case 'noauth':
      return NOTHING;
    case 'apikey': {
      const key = field('key');
      if (key === '')
        return { ...NOTHING, note: 'The API key has no name yet, so it is not sent.' };
      const value = field('value');
      return field('in', 'header') === 'query'
        ? { ...NOTHING, params: [{ key, value }] }
        : { ...NOTHING, headers: [[key, value]] };
    }
    case 'bearer': {
      const token = field('token');
      if (token === '')
        return {
          ...NOTHING,
          note: 'The bearer token is empty, so no Authorization header is sent.',
        };
      return { ...NOTHING, headers: [['Authorization', `Bearer ${token}`]] };
    }
    case 'basic': {
      const credentials = `${field('username')}:${field('password')}`;
      return {
        ...NOTHING,
        headers: [['Authorization', `Basic ${toBase64(encodeUtf8(credentials))}`]],
      };
    }
    case 'oauth2':
      return applyOAuth2(field, written['headerPrefix'] !== undefined);
  }
  const required = REQUIRED[type];
  if (!required) {
    return {
      ...NOTHING,
      note: `${authName(type)} is kept and exported, but this version cannot apply it. The request goes out without it.`,
    };
  }
  const fields = resolveFields(written, resolve);
  const missing = required.filter(
    (name) =>
      asText(fields[name], '') === '' &&
      !(
        type === 'asap' &&
        IN_CLAIMS.has(name) &&
        asText(fields['claims'], '').includes(`"${name}"`)
      ),
  );
  if (missing.length > 0) {
    return {
      ...NOTHING,
      note: `${authName(type)} is not filled in yet (${missing.join(', ')}), so the request goes out without it.`,
    };
  }
  if (type === 'digest' || type === 'ntlm')
    return { ...NOTHING, challenge: toChallenge(type, field) };
  return { ...NOTHING, signing: { type, fields } };
}

function applyOAuth2(
  field: (name: string, fallback?: string) => string,
  hasPrefix: boolean,
): AppliedAuth {
  const token = field('accessToken');
  if (token === '') {
    return {
      ...NOTHING,
      note: 'There is no access token yet, so the request goes out without one. Get one on the Authorization tab.',
    };
  }
  if (field('addTokenTo', 'header') === 'queryParams')
    return { ...NOTHING, params: [{ key: 'access_token', value: token }] };
  const prefix = (hasPrefix ? field('headerPrefix') : 'Bearer').trim();
  return {
    ...NOTHING,
    headers: [['Authorization', prefix === '' ? token : `${prefix} ${token}`]],
  };
}

function toChallenge(type: 'digest' | 'ntlm', field: (name: string) => string): ChallengeAuth {
  const user = {
    username: field('username'),
    password: field('password'),
    retries: field('disableRetryRequest') !== 'true',
  };
  return type === 'ntlm'
    ? { type, ...user, domain: field('domain'), workstation: field('workstation') }
    : {
        type,
        ...user,
        realm: field('realm'),
        nonce: field('nonce'),
        algorithm: field('algorithm'),
        qop: field('qop'),
        opaque: field('opaque'),
        clientNonce: field('clientNonce'),
      };
}

/** The fields of an authorization with the variables of `scopes` in place. */
export function resolveAuthFields(
  fields: Readonly<Record<string, JsonValue>>,
  scopes: Scopes,
): ResolvedFields {
  return resolveFields(fields, new Resolver(scopes).resolve);
}

function resolveFields(
  fields: Readonly<Record<string, JsonValue>>,
  resolve: (text: string) => string,
): ResolvedFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value === 'string') return [name, resolve(value)];
      // What is a list or an object is read as JSON again.
      return [name, typeof value === 'object' ? resolve(asText(value, '')) : value];
    }),
  );
}

function asText(value: JsonValue | undefined, fallback: string): string {
  if (value === undefined || value === null) return fallback;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
