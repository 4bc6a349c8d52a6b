/** What is asked for each type of authorization, by the field names of the collection format. */
import {
  type AuthForm,
  ANSWERED,
  IN_HEADER,
  SIGNED,
  choice,
  noRetry,
  nonce,
  password,
  timestamp,
  username,
} from './authFormField.ts';
import { TOKEN_FORMS } from './tokenForms.ts';

/** The forms by type. Types without one (`inherit`, `noauth`) ask for nothing. */
export const AUTH_FORMS: Readonly<Record<string, AuthForm>> = {
  ...TOKEN_FORMS,
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
};
