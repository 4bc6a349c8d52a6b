/** The words on the wire. A provider of another hand stands behind the story in the page. */
import { toBase64 } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import { describe, expect, test } from 'vitest';
import { AuthFields } from '../signing/signable.ts';
import { codeRequest, createAuthorization, directRequest, refreshRequest } from './grants.ts';
import { readRedirect, readTokenResponse } from './token.ts';

const FIELDS = {
  authUrl: 'https://id.example/auth?tenant=1',
  accessTokenUrl: 'https://id.example/token',
  clientId: 'me & you',
  clientSecret: 's:cret',
  scope: 'read write',
};
const options = {
  redirectUri: 'http://127.0.0.1:4100/cb',
  nonce: (length: number) => 'x'.repeat(length),
};

describe('where the browser goes', () => {
  test('authorization code', () => {
    const { url, verifier } = createAuthorization(new AuthFields(FIELDS), options);
    expect(url).toBe(
      `https://id.example/auth?tenant=1&response_type=code&client_id=me%20%26%20you&redirect_uri=http%3A%2F%2F127.0.0.1%3A4100%2Fcb&scope=read%20write&state=${'x'.repeat(32)}`,
    );
    expect(verifier).toBe('');
  });

  test('PKCE, by the example of RFC 7636, appendix B', () => {
    const fields = {
      ...FIELDS,
      grant_type: 'authorization_code_with_pkce',
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    };
    expect(createAuthorization(new AuthFields(fields), options).url).toMatch(
      /&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256$/,
    );
    const plain = createAuthorization(
      new AuthFields({ ...fields, challengeAlgorithm: 'plain' }),
      options,
    );
    expect(plain.url).toMatch(
      /&code_challenge=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk&code_challenge_method=plain$/,
    );
  });

  test('implicit, with a redirect, a state and further parameters of its own', () => {
    const extra = [
      { key: 'audience', value: 'api', enabled: true, send_as: 'request_url' },
      { key: 'off', value: '1', enabled: false, send_as: 'request_url' },
    ];
    const fields = {
      ...FIELDS,
      grant_type: 'implicit',
      redirect_uri: 'https://cb',
      state: 's',
      authRequestParams: extra,
    };
    expect(createAuthorization(new AuthFields(fields), options)).toMatchObject({
      url: 'https://id.example/auth?tenant=1&response_type=token&client_id=me%20%26%20you&redirect_uri=https%3A%2F%2Fcb&scope=read%20write&state=s&audience=api',
      redirectUri: 'https://cb',
    });
  });

  test('an address that is none', () => {
    expect(() => createAuthorization(new AuthFields({}), options)).toThrow(
      'The authorization URL is missing',
    );
    expect(() => directRequest(new AuthFields({ accessTokenUrl: 'javascript:x' }))).toThrow(
      'no http or https address',
    );
  });
});

describe('what the token endpoint is sent', () => {
  const basic = `Basic ${toBase64(encodeUtf8('me%20%26%20you:s%3Acret'))}`;

  test('client credentials in the header or in the body', () => {
    const fields = { ...FIELDS, grant_type: 'client_credentials' };
    const inHeader = directRequest(new AuthFields(fields));
    expect(inHeader.headers).toContainEqual(['Authorization', basic]);
    expect(inHeader.body).toBe('grant_type=client_credentials&scope=read%20write');
    const inBody = directRequest(new AuthFields({ ...fields, client_authentication: 'body' }));
    expect(inBody.headers.map(([name]) => name)).not.toContain('Authorization');
    expect(inBody.body).toBe(
      'grant_type=client_credentials&scope=read%20write&client_id=me%20%26%20you&client_secret=s%3Acret',
    );
  });

  test('password, code and refresh', () => {
    const password = {
      ...FIELDS,
      grant_type: 'password_credentials',
      username: 'u',
      password: 'p&',
    };
    expect(directRequest(new AuthFields(password)).body).toBe(
      'grant_type=password&username=u&password=p%26&scope=read%20write',
    );
    const publicClient = {
      ...FIELDS,
      clientSecret: '',
      grant_type: 'authorization_code_with_pkce',
    };
    const begun = createAuthorization(new AuthFields(publicClient), options);
    expect(codeRequest(new AuthFields(publicClient), 'c/1', begun).body).toBe(
      `grant_type=authorization_code&code=c%2F1&redirect_uri=http%3A%2F%2F127.0.0.1%3A4100%2Fcb&code_verifier=${'x'.repeat(64)}&client_id=me%20%26%20you`,
    );
    const refresh = refreshRequest(
      new AuthFields({ ...FIELDS, refreshTokenUrl: 'https://id.example/r' }),
      { refreshToken: 'r' },
    );
    expect(refresh).toMatchObject({
      url: 'https://id.example/r',
      body: 'grant_type=refresh_token&refresh_token=r',
    });
  });

  test('further parameters go where they say', () => {
    const tokenRequestParams = [
      { key: 'a', value: '1', send_as: 'request_body' },
      { key: 'b', value: '2', send_as: 'request_url' },
      { key: 'X-C', value: '3', send_as: 'request_header' },
    ];
    const request = directRequest(
      new AuthFields({ ...FIELDS, grant_type: 'client_credentials', tokenRequestParams }),
    );
    expect(request.url).toBe('https://id.example/token?b=2');
    expect(request.body).toMatch(/&a=1$/);
    expect(request.headers).toContainEqual(['X-C', '3']);
  });
});

describe('what comes back', () => {
  test('a token in JSON or in a form', () => {
    const json =
      '{"access_token": "t", "token_type": "Bearer", "expires_in": 60, "refresh_token": "r", "scope": "a", "id_token": "i"}';
    expect(readTokenResponse({ status: 200, text: json }, 1000)).toStrictEqual({
      accessToken: 't',
      tokenType: 'Bearer',
      refreshToken: 'r',
      expiresAt: 61_000,
      scope: 'a',
      idToken: 'i',
    });
    expect(
      readTokenResponse({ status: 200, text: 'access_token=a%2Bb&token_type=bearer' }, 0),
    ).toMatchObject({ accessToken: 'a+b', expiresAt: null });
  });

  test('a refusal in the words of the server', () => {
    const text = '{"error": "invalid_grant", "error_description": "the code has expired"}';
    expect(() => readTokenResponse({ status: 400, text }, 0)).toThrow(
      'There is no token. The server refuses: invalid_grant, the code has expired.',
    );
    expect(() => readTokenResponse({ status: 502, text: '<html>' }, 0)).toThrow(
      'The server answered 502: <html>',
    );
    expect(() => readTokenResponse({ status: 200, text: '{}' }, 0)).toThrow(
      'The server answered 200',
    );
  });

  test('the address that the browser was sent back to', () => {
    expect(readRedirect('http://cb/?code=a%2Fb&state=s', 's', 0)).toMatchObject({
      code: 'a/b',
      token: null,
    });
    expect(
      readRedirect('http://cb/#access_token=t&expires_in=5&state=s', 's', 0).token,
    ).toMatchObject({ accessToken: 't', expiresAt: 5000 });
    expect(() => readRedirect('http://cb/?error=access_denied&state=s', 's', 0)).toThrow(
      'access_denied',
    );
    expect(() => readRedirect('http://cb/?code=a&state=other', 's', 0)).toThrow(
      'does not belong to the question',
    );
    expect(() => readRedirect('http://cb/?state=s', 's', 0)).toThrow('without a code');
  });
});
