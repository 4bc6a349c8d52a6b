/** Authorization for readers: how it is sent, without the credentials themselves. */
import type { Auth } from '../model/content.ts';
import type { JsonValue } from '../model/json.ts';
import { authName } from './authTypes.ts';

/** Fields that let whoever knows them in; a user name does not. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'accessKey',
  'accessToken',
  'authKey',
  'clientSecret',
  'clientToken',
  'consumerSecret',
  'password',
  'privateKey',
  'refreshToken',
  'secret',
  'secretKey',
  'sessionToken',
  'token',
  'tokenSecret',
]);

/** The same authorization with `<name>` in the place of each credential that is written out; variables stay. */
export function maskCredentials(auth: Auth): Auth {
  const params = Object.entries(auth.params).map(([type, fields]) => [
    type,
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, maskField(type, name, value)]),
    ),
  ]);
  return { ...auth, params: Object.fromEntries(params) };
}

function maskField(type: string, name: string, value: JsonValue): JsonValue {
  const isCredential = CREDENTIALS.has(name) || (type === 'apikey' && name === 'value');
  if (!isCredential || value === '' || value === null) return value;
  if (typeof value === 'string' && isOneVariable(value)) return value;
  return `<${type === 'apikey' ? 'key' : name}>`;
}

function isOneVariable(text: string): boolean {
  return /^\s*\{\{[^{}]*\}\}\s*$/.test(text);
}

/** What {@link describeAuth} gives. */
export interface AuthDescription {
  readonly sentence: string;
  /** The header or parameter as it is written, where there is one to show. */
  readonly written: string | null;
}

/** An authorization that is not inherited, in a sentence. */
export function describeAuth(auth: Auth): AuthDescription {
  const { type } = auth;
  const fields = maskCredentials(auth).params[type] ?? {};
  const field = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' ? value : '';
  };
  const say = (sentence: string, written: string | null = null) => ({ sentence, written });
  switch (type) {
    case 'noauth':
      return say('Sends no authorization.');
    case 'apikey': {
      const isQuery = field('in') === 'query';
      const written = isQuery
        ? `${field('key')}=${field('value')}`
        : `${field('key')}: ${field('value')}`;
      return say(`Sends an API key in ${isQuery ? 'the URL' : 'a header'}.`, written);
    }
    case 'bearer':
      return say('Sends a bearer token.', `Authorization: Bearer ${field('token') || '<token>'}`);
    case 'basic':
      return say('Sends a user name and a password (basic authorization).');
    case 'oauth2':
      return say(
        'Sends an access token of OAuth 2.0.',
        field('addTokenTo') === 'queryParams'
          ? 'access_token=<accessToken>'
          : `Authorization: ${field('headerPrefix').trim() || 'Bearer'} <accessToken>`,
      );
    case 'digest':
    case 'ntlm':
      return say(
        `Answers the server's question with a user name and a password (${authName(type)}).`,
      );
    case 'jwt':
    case 'asap':
      return say(`Sends a token that is signed for each request (${authName(type)}).`);
    case 'awsv4': {
      const scope = [field('service'), field('region')].filter(Boolean).join(', ');
      return say(`Signs each request: ${authName(type)}${scope === '' ? '' : ` (${scope})`}.`);
    }
    case 'hawk':
    case 'oauth1':
    case 'edgegrid':
      return say(`Signs each request: ${authName(type)}.`);
  }
  return say(`Authorization: ${authName(type)}.`);
}
