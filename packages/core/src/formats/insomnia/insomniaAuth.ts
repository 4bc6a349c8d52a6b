import type { Auth } from '../../model/content.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { scalarText, textIn } from '../jsonText.ts';
import type { Source } from '../parsedFile.ts';
import { authOf } from '../requestDraft.ts';

/** Field names that differ, by type: ours to Insomnia's. */
const FIELD_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  basic: { username: 'username', password: 'password' },
  digest: { username: 'username', password: 'password' },
  ntlm: { username: 'username', password: 'password' },
  bearer: { token: 'token' },
  hawk: { authId: 'id', authKey: 'key', algorithm: 'algorithm', extraData: 'ext' },
  oauth1: {
    consumerKey: 'consumerKey',
    consumerSecret: 'consumerSecret',
    token: 'tokenKey',
    tokenSecret: 'tokenSecret',
    signatureMethod: 'signatureMethod',
    callback: 'callback',
    verifier: 'verifier',
    realm: 'realm',
  },
  iam: {
    accessKey: 'accessKeyId',
    secretKey: 'secretAccessKey',
    sessionToken: 'sessionToken',
    region: 'region',
    service: 'service',
  },
  asap: {
    iss: 'issuer',
    sub: 'subject',
    aud: 'audience',
    kid: 'keyId',
    privateKey: 'privateKey',
    claims: 'additionalClaims',
  },
  oauth2: {
    grant_type: 'grantType',
    authUrl: 'authorizationUrl',
    accessTokenUrl: 'accessTokenUrl',
    clientId: 'clientId',
    clientSecret: 'clientSecret',
    redirect_uri: 'redirectUrl',
    scope: 'scope',
    state: 'state',
    username: 'username',
    password: 'password',
    accessToken: 'accessToken',
  },
};
const TYPE_NAMES: Readonly<Record<string, string>> = { iam: 'awsv4' };

/** Reads authorization; undefined means `inherit`. */
export function readInsomniaAuth(
  auth: JsonObject | undefined,
  path: string,
  { log }: Source,
): Auth | undefined {
  const type = textIn(auth, 'type');
  if (!auth || type === '') return undefined;
  if (type === 'none' || auth['disabled'] === true) return authOf('noauth');
  if (type === 'apikey') {
    const place = textIn(auth, 'addTo');
    if (place === 'cookie') {
      log.leftOut(path, 'An API key in a cookie is no authorization here, and was left out.');
      return undefined;
    }
    return authOf('apikey', {
      key: textIn(auth, 'key'),
      value: textIn(auth, 'value'),
      in: /query/i.test(place) ? 'query' : 'header',
    });
  }
  const names = Object.hasOwn(FIELD_NAMES, type) ? FIELD_NAMES[type] : undefined;
  if (!names) {
    log.leftOut(path, `Authorization of the type "${type}" was left out.`);
    return undefined;
  }
  const params: Record<string, JsonValue> = {};
  for (const [ours, theirs] of Object.entries(names)) {
    if (auth[theirs] !== undefined) params[ours] = scalarText(auth[theirs]);
  }
  return authOf(TYPE_NAMES[type] ?? type, params);
}
