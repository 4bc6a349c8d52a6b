/** What is asked for each type of authorization, by the field names of the collection format. */

/** One field of a form. */
export interface AuthFormField {
  /** As the collection format names it. */
  readonly name: string;
  readonly label: string;
  /** `long` is text of several lines, such as a key or JSON. */
  readonly kind: 'text' | 'secret' | 'long' | 'choice' | 'switch';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** What holds while nothing is filled in; of a choice the first option. */
  readonly initial?: string | boolean;
  /** What is used when the field stays empty, for people. */
  readonly placeholder?: string;
  /** Shown only while it matters. `get` gives the fields as they are. */
  readonly when?: (get: (name: string) => string) => boolean;
  /** Seldom needed: shown on request. */
  readonly isAdvanced?: boolean;
}

/** One form. */
export interface AuthForm {
  readonly fields: readonly AuthFormField[];
  /** What becomes of it, for people. */
  readonly note?: string;
}

const choice = (...values: readonly (string | readonly [value: string, label: string])[]) =>
  values.map((value) =>
    typeof value === 'string' ? { value, label: value } : { value: value[0], label: value[1] },
  );

const IN_HEADER = 'Sent in the header Authorization.';
const SIGNED = 'Each request is signed when it is sent.';
const ANSWERED = 'Sent when the server asks for it. It needs the agent.';

const isSymmetric = (get: (name: string) => string) => get('algorithm').startsWith('HS');
const isRsa = (get: (name: string) => string) => get('signatureMethod').startsWith('RSA');

const username: AuthFormField = { name: 'username', label: 'User name', kind: 'text' };
const password: AuthFormField = { name: 'password', label: 'Password', kind: 'secret' };
const noRetry: AuthFormField = {
  name: 'disableRetryRequest',
  label: 'Do not answer the challenge',
  kind: 'switch',
  isAdvanced: true,
};
const nonce: AuthFormField = {
  name: 'nonce',
  label: 'Nonce',
  kind: 'text',
  placeholder: 'a new one each time',
  isAdvanced: true,
};
const timestamp: AuthFormField = {
  name: 'timestamp',
  label: 'Timestamp',
  kind: 'text',
  placeholder: 'the time of sending',
  isAdvanced: true,
};

/** The forms by type. Types without one (`inherit`, `noauth`) ask for nothing. */
export const AUTH_FORMS: Readonly<Record<string, AuthForm>> = {
  apikey: {
    fields: [
      { name: 'key', label: 'Key', kind: 'text' },
      { name: 'value', label: 'Value', kind: 'secret' },
      {
        name: 'in',
        label: 'Add to',
        kind: 'choice',
        options: choice(['header', 'Header'], ['query', 'Query parameters']),
      },
    ],
  },
  bearer: { fields: [{ name: 'token', label: 'Token', kind: 'secret' }], note: IN_HEADER },
  basic: { fields: [username, password], note: IN_HEADER },
  jwt: {
    note: 'A token is made for each request when it is sent.',
    fields: [
      {
        name: 'algorithm',
        label: 'Algorithm',
        kind: 'choice',
        options: choice(
          'HS256',
          'HS384',
          'HS512',
          'RS256',
          'RS384',
          'RS512',
          'PS256',
          'PS384',
          'PS512',
          'ES256',
          'ES384',
          'ES512',
        ),
      },
      { name: 'secret', label: 'Secret', kind: 'secret', when: isSymmetric },
      {
        name: 'isSecretBase64Encoded',
        label: 'Secret is base64',
        kind: 'switch',
        when: isSymmetric,
      },
      {
        name: 'privateKey',
        label: 'Private key',
        kind: 'long',
        placeholder: '-----BEGIN PRIVATE KEY-----',
        when: (get) => !isSymmetric(get),
      },
      { name: 'payload', label: 'Payload', kind: 'long', placeholder: '{}' },
      {
        name: 'addTokenTo',
        label: 'Add to',
        kind: 'choice',
        options: choice(['header', 'Header'], ['queryParam', 'Query parameters']),
        isAdvanced: true,
      },
      {
        name: 'headerPrefix',
        label: 'Header prefix',
        kind: 'text',
        initial: 'Bearer',
        isAdvanced: true,
        when: (get) => get('addTokenTo') === 'header',
      },
      {
        name: 'queryParamKey',
        label: 'Query parameter',
        kind: 'text',
        placeholder: 'token',
        isAdvanced: true,
        when: (get) => get('addTokenTo') === 'queryParam',
      },
      { name: 'header', label: 'JWT header', kind: 'long', placeholder: '{}', isAdvanced: true },
    ],
  },
  digest: {
    note: ANSWERED,
    fields: [
      username,
      password,
      {
        name: 'realm',
        label: 'Realm',
        kind: 'text',
        placeholder: 'as the server says',
        isAdvanced: true,
      },
      { ...nonce, placeholder: 'as the server says' },
      {
        name: 'algorithm',
        label: 'Algorithm',
        kind: 'choice',
        options: choice(
          ['', 'As the server says'],
          'MD5',
          'MD5-sess',
          'SHA-256',
          'SHA-256-sess',
          'SHA-512-256',
          'SHA-512-256-sess',
        ),
        isAdvanced: true,
      },
      {
        name: 'qop',
        label: 'Protection (qop)',
        kind: 'choice',
        options: choice(['', 'As the server says'], 'auth', 'auth-int'),
        isAdvanced: true,
      },
      {
        name: 'clientNonce',
        label: 'Client nonce',
        kind: 'text',
        placeholder: 'a new one each time',
        isAdvanced: true,
      },
      {
        name: 'opaque',
        label: 'Opaque',
        kind: 'text',
        placeholder: 'as the server says',
        isAdvanced: true,
      },
      noRetry,
    ],
  },
  oauth1: {
    note: SIGNED,
    fields: [
      {
        name: 'signatureMethod',
        label: 'Signature method',
        kind: 'choice',
        options: choice(
          'HMAC-SHA1',
          'HMAC-SHA256',
          'HMAC-SHA512',
          'RSA-SHA1',
          'RSA-SHA256',
          'RSA-SHA512',
          'PLAINTEXT',
        ),
      },
      { name: 'consumerKey', label: 'Consumer key', kind: 'text' },
      {
        name: 'consumerSecret',
        label: 'Consumer secret',
        kind: 'secret',
        when: (get) => !isRsa(get),
      },
      { name: 'token', label: 'Access token', kind: 'text' },
      { name: 'tokenSecret', label: 'Token secret', kind: 'secret', when: (get) => !isRsa(get) },
      {
        name: 'privateKey',
        label: 'Private key',
        kind: 'long',
        placeholder: '-----BEGIN PRIVATE KEY-----',
        when: isRsa,
      },
      { name: 'addParamsToHeader', label: 'Send in the header', kind: 'switch', initial: true },
      { name: 'includeBodyHash', label: 'Sign the body', kind: 'switch', isAdvanced: true },
      { name: 'callback', label: 'Callback URL', kind: 'text', isAdvanced: true },
      { name: 'verifier', label: 'Verifier', kind: 'text', isAdvanced: true },
      timestamp,
      nonce,
      {
        name: 'version',
        label: 'Version',
        kind: 'text',
        placeholder: 'left out',
        isAdvanced: true,
      },
      { name: 'realm', label: 'Realm', kind: 'text', placeholder: 'left out', isAdvanced: true },
      {
        name: 'addEmptyParamsToSign',
        label: 'Sign empty parameters',
        kind: 'switch',
        isAdvanced: true,
      },
      {
        name: 'disableHeaderEncoding',
        label: 'Header values as they are',
        kind: 'switch',
        isAdvanced: true,
      },
    ],
  },
  hawk: {
    note: SIGNED,
    fields: [
      { name: 'authId', label: 'Hawk ID', kind: 'text' },
      { name: 'authKey', label: 'Hawk key', kind: 'secret' },
      { name: 'algorithm', label: 'Algorithm', kind: 'choice', options: choice('sha256', 'sha1') },
      { name: 'includePayloadHash', label: 'Sign the body', kind: 'switch' },
      { name: 'extraData', label: 'ext', kind: 'text', isAdvanced: true },
      { name: 'app', label: 'app', kind: 'text', isAdvanced: true },
      { name: 'delegation', label: 'dlg', kind: 'text', isAdvanced: true },
      timestamp,
      nonce,
    ],
  },
  awsv4: {
    note: SIGNED,
    fields: [
      { name: 'accessKey', label: 'Access key', kind: 'text' },
      { name: 'secretKey', label: 'Secret key', kind: 'secret' },
      { name: 'region', label: 'Region', kind: 'text', placeholder: 'us-east-1' },
      { name: 'service', label: 'Service', kind: 'text', placeholder: 'execute-api' },
      { name: 'sessionToken', label: 'Session token', kind: 'secret', isAdvanced: true },
      { name: 'addAuthDataToQuery', label: 'Send in the query', kind: 'switch', isAdvanced: true },
    ],
  },
  ntlm: {
    note: ANSWERED,
    fields: [
      { ...username, placeholder: 'user, or DOMAIN\\user' },
      password,
      { name: 'domain', label: 'Domain', kind: 'text', isAdvanced: true },
      { name: 'workstation', label: 'Workstation', kind: 'text', isAdvanced: true },
      noRetry,
    ],
  },
  edgegrid: {
    note: SIGNED,
    fields: [
      { name: 'accessToken', label: 'Access token', kind: 'text' },
      { name: 'clientToken', label: 'Client token', kind: 'text' },
      { name: 'clientSecret', label: 'Client secret', kind: 'secret' },
      {
        name: 'baseURL',
        label: 'Base URL',
        kind: 'text',
        placeholder: 'the host of the request',
        isAdvanced: true,
      },
      {
        name: 'headersToSign',
        label: 'Headers to sign',
        kind: 'text',
        placeholder: 'X-One, X-Two',
        isAdvanced: true,
      },
      {
        name: 'maxBodySize',
        label: 'Signed body bytes',
        kind: 'text',
        placeholder: '131072',
        isAdvanced: true,
      },
      timestamp,
      nonce,
    ],
  },
  asap: {
    note: 'A token is made for each request when it is sent.',
    fields: [
      {
        name: 'alg',
        label: 'Algorithm',
        kind: 'choice',
        options: choice(
          'RS256',
          'RS384',
          'RS512',
          'PS256',
          'PS384',
          'PS512',
          'ES256',
          'ES384',
          'ES512',
        ),
      },
      { name: 'iss', label: 'Issuer', kind: 'text' },
      { name: 'aud', label: 'Audience', kind: 'text' },
      { name: 'kid', label: 'Key ID', kind: 'text' },
      {
        name: 'privateKey',
        label: 'Private key',
        kind: 'long',
        placeholder: '-----BEGIN PRIVATE KEY-----',
      },
      { name: 'sub', label: 'Subject', kind: 'text', placeholder: 'the issuer', isAdvanced: true },
      {
        name: 'exp',
        label: 'Valid for, seconds',
        kind: 'text',
        placeholder: '3600',
        isAdvanced: true,
      },
      {
        name: 'claims',
        label: 'Further claims',
        kind: 'long',
        placeholder: '{}',
        isAdvanced: true,
      },
    ],
  },
};
