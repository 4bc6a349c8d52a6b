import { toBase64 } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import type { Auth } from '../model/content.ts';
import type { JsonValue } from '../model/json.ts';
import { authName } from './authTypes.ts';

/** What an authorization adds to a request. */
export interface AppliedAuth {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly params: readonly { readonly key: string; readonly value: string }[];
  /** Why nothing could be added, for people; null when all is well. */
  readonly note: string | null;
}

const NOTHING: AppliedAuth = { headers: [], params: [], note: null };

/** Applies an authorization that is no longer inherited. `resolve` replaces the variables of its fields. */
export function applyAuth(auth: Auth, resolve: (text: string) => string): AppliedAuth {
  const fields = auth.params[auth.type] ?? {};
  const field = (name: string, fallback = '') => resolve(asText(fields[name], fallback));
  switch (auth.type) {
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
    default:
      return {
        ...NOTHING,
        note: `${authName(auth.type)} is kept and exported, but this version cannot apply it. The request goes out without it.`,
      };
  }
}

function asText(value: JsonValue | undefined, fallback: string): string {
  if (value === undefined || value === null) return fallback;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
