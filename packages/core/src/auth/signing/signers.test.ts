/** Hawk, OAuth 1.0, EdgeGrid, JWT and ASAP against servers, libraries and examples of others. */
import EdgeGrid from 'akamai-edgegrid';
import Hawk from 'hawk';
import { exportPKCS8, generateKeyPair, jwtVerify, decodeProtectedHeader } from 'jose';
import { fromBase64, toBase64 } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import { subtle } from 'lib0/webcrypto';
import OAuth from 'oauth-1.0a';
import { describe, expect, test } from 'vitest';
import { hashBase64, keyedHash } from './hashes.ts';
import { AuthFields, headerOf, percentDecode, type Signable, splitSignedUrl } from './signable.ts';
import { signEdgeGrid } from './signEdgeGrid.ts';
import { signHawk } from './signHawk.ts';
import { signAsap, signJwt } from './signJwt.ts';
import { signOAuth1 } from './signOAuth1.ts';
import { SIGNING_CLOCK } from './signRequest.ts';

function request(
  method: string,
  url: string,
  { headers = [], body }: { headers?: Signable['headers']; body?: string } = {},
): Signable {
  const readBody = body === undefined ? null : () => Promise.resolve(encodeUtf8(body));
  return { method, url, headers, readBody };
}
const authorization = (headers: Signable['headers']) => headerOf(headers, 'authorization') ?? '';
const at = (seconds: number) => ({ now: () => seconds * 1000, nonce: () => 'abcdef' });

describe('Hawk: the reference server lets it in', () => {
  const credentials = {
    id: 'dh37fgj492je',
    key: 'werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn',
    user: 'steve',
  };

  async function authenticate(
    signable: Signable,
    algorithm: string,
    more: Record<string, string> = {},
  ) {
    const fields = { authId: credentials.id, authKey: credentials.key, algorithm, ...more };
    const { headers } = await signHawk(signable, new AuthFields(fields), SIGNING_CLOCK);
    const { hostname, port, path, query } = splitSignedUrl(signable.url);
    const payload = more['includePayloadHash'] ? { payload: 'Thank you ü' } : {};
    return Hawk.server.authenticate(
      {
        method: signable.method,
        url: query === '' ? path : `${path}?${query}`,
        headers: {
          host: `${hostname}:${port}`,
          authorization: authorization(headers),
          'content-type': 'text/plain; charset=utf-8',
        },
      },
      () => ({ ...credentials, algorithm }),
      payload,
    );
  }

  test.each<[string, Signable, Record<string, string>]>([
    ['a GET', request('GET', 'http://example.com:8000/resource/1?b=1&a=2'), {}],
    [
      'further data, an application and a delegate',
      request('GET', 'https://example.com/x'),
      { extraData: 'some-app-ext=data; 1', app: 'app', delegation: 'dlg' },
    ],
    [
      'a body',
      request('POST', 'http://example.com/x', {
        headers: [['Content-Type', 'text/plain; charset=utf-8']],
        body: 'Thank you ü',
      }),
      { includePayloadHash: 'true' },
    ],
  ])('%s', async (_, signable, more) => {
    for (const algorithm of ['sha256', 'sha1']) {
      const { artifacts } = await authenticate(signable, algorithm, more);
      expect(artifacts.id).toBe(credentials.id);
    }
  });

  test('with another key it does not', async () => {
    const signable = request('GET', 'http://example.com/x');
    await expect(authenticate(signable, 'sha256', { authKey: 'another' })).rejects.toThrow(
      'Bad mac',
    );
  });

  test('the example of its documentation', async () => {
    const { headers } = await signHawk(
      request('GET', 'http://example.com:8000/resource/1?b=1&a=2'),
      new AuthFields({
        authId: 'dh37fgj492je',
        authKey: 'werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn',
        nonce: 'j4h3g2',
        timestamp: '1353832234',
        extraData: 'some-app-ext-data',
      }),
      SIGNING_CLOCK,
    );
    expect(authorization(headers)).toContain('mac="6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE="');
  });
});

describe('OAuth 1.0', () => {
  test('the example of RFC 5849, section 1.2', async () => {
    const { headers } = await signOAuth1(
      request('GET', 'http://photos.example.net/photos?file=vacation.jpg&size=original'),
      new AuthFields({
        consumerKey: 'dpf43f3p2l4k3l03',
        consumerSecret: 'kd94hf93k423kf44',
        token: 'nnch734d00sl2jdk',
        tokenSecret: 'pfkkdhi9sl3r4s00',
        signatureMethod: 'HMAC-SHA1',
        timestamp: '137131202',
        nonce: 'chapoH',
        realm: 'Photos',
      }),
      SIGNING_CLOCK,
    );
    expect(authorization(headers)).toContain('realm="Photos"');
    expect(authorization(headers)).toContain('oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D"');
  });

  const KEYS = { consumerKey: 'c&k', consumerSecret: 's ü', token: 't', tokenSecret: '+/=' };
  const HASHES = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256', 'HMAC-SHA512': 'sha512' } as const;

  test.each(Object.entries(HASHES))('%s as another library signs it', async (method, hash) => {
    const oauth = new OAuth({
      consumer: { key: KEYS.consumerKey, secret: KEYS.consumerSecret },
      signature_method: method,
      hash_function: (base, key) => toBase64(keyedHash(hash, key, base)),
    });
    const url = 'https://api.example.com:8443/a/b%20c?x=1&x=0&ü=%2B&empty=';
    const fields = {
      ...KEYS,
      signatureMethod: method,
      timestamp: '1318622958',
      nonce: 'kYjzVBB8Y0',
      version: '1.0',
    };
    for (const form of [undefined, 'b=2&a=1%20z&c%5B%5D=ü'] as const) {
      const signed = await signOAuth1(
        request(
          'POST',
          url,
          form
            ? { headers: [['Content-Type', 'application/x-www-form-urlencoded']], body: form }
            : {},
        ),
        new AuthFields(fields),
        SIGNING_CLOCK,
      );
      const data = {
        oauth_consumer_key: KEYS.consumerKey,
        oauth_nonce: fields.nonce,
        oauth_signature_method: method,
        oauth_timestamp: 1318622958,
        oauth_version: '1.0',
        oauth_token: KEYS.token,
      };
      const body = form ? { b: '2', a: '1 z', 'c[]': 'ü' } : {};
      const theirs = oauth.getSignature(
        { url, method: 'POST', data: body },
        KEYS.tokenSecret,
        data,
      );
      const ours = /oauth_signature="([^"]*)"/.exec(authorization(signed.headers))?.[1] ?? '';
      expect(percentDecode(ours)).toBe(theirs);
    }
  });

  test.each(['RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512'])(
    '%s is verified with the public key',
    async (method) => {
      const bits = method.slice(7) === '1' ? 'SHA-1' : `SHA-${method.slice(7)}`;
      const pair = (await subtle.generateKey(
        {
          name: 'RSASSA-PKCS1-v1_5',
          modulusLength: 2048,
          publicExponent: new Uint8Array([1, 0, 1]),
          hash: bits,
        },
        true,
        ['sign', 'verify'],
      )) as { privateKey: never; publicKey: never };
      const der = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey));
      const { headers } = await signOAuth1(
        request('GET', 'http://x.example/p?q=1'),
        new AuthFields({
          consumerKey: 'k',
          signatureMethod: method,
          privateKey: `-----BEGIN PRIVATE KEY-----\n${toBase64(der)}\n-----END PRIVATE KEY-----`,
          timestamp: '1',
          nonce: 'n',
        }),
        SIGNING_CLOCK,
      );
      const signature = percentDecode(
        /oauth_signature="([^"]*)"/.exec(authorization(headers))?.[1] ?? '',
      );
      const base = `GET&http%3A%2F%2Fx.example%2Fp&oauth_consumer_key%3Dk%26oauth_nonce%3Dn%26oauth_signature_method%3D${method}%26oauth_timestamp%3D1%26q%3D1`;
      const bytes = fromBase64(signature);
      expect(
        await subtle.verify('RSASSA-PKCS1-v1_5', pair.publicKey, bytes, encodeUtf8(base)),
      ).toBe(true);
    },
  );

  test('PLAINTEXT, the body hash, and parameters in the query or in the form', async () => {
    const fields = {
      ...KEYS,
      signatureMethod: 'PLAINTEXT',
      timestamp: '1',
      nonce: 'n',
      addParamsToHeader: false,
    };
    const query = await signOAuth1(
      request('GET', 'http://x/?a=1'),
      new AuthFields(fields),
      SIGNING_CLOCK,
    );
    expect(query.url).toBe(
      'http://x/?a=1&oauth_consumer_key=c%26k&oauth_token=t&oauth_signature_method=PLAINTEXT&oauth_timestamp=1&oauth_nonce=n&oauth_signature=s%2520%25C3%25BC%26%252B%252F%253D',
    );
    const form = await signOAuth1(
      request('POST', 'http://x/', {
        headers: [['content-type', 'application/x-www-form-urlencoded']],
        body: 'a=1',
      }),
      new AuthFields(fields),
      SIGNING_CLOCK,
    );
    expect(form).toMatchObject({
      url: 'http://x/',
      body: expect.stringMatching(/^a=1&oauth_consumer_key=/) as string,
    });
    const hashed = await signOAuth1(
      request('PUT', 'http://x/', {
        headers: [['content-type', 'text/plain']],
        body: 'Hello World!',
      }),
      new AuthFields({
        ...fields,
        signatureMethod: 'HMAC-SHA1',
        includeBodyHash: 'true',
        addParamsToHeader: 'true',
      }),
      SIGNING_CLOCK,
    );
    // The value of the draft, section 3.2.
    expect(authorization(hashed.headers)).toContain(
      'oauth_body_hash="Lve95gjOVATpfV8EL5X4nxwjKHE%3D"',
    );
  });
});

describe('EdgeGrid', () => {
  const KEYS = {
    clientToken: 'akab-client-token-xxx-xxxxxxxxxxxxxxxx',
    accessToken: 'akab-access-token-xxx-xxxxxxxxxxxxxxxx',
    clientSecret: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=',
    nonce: 'nonce-xx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
    timestamp: '20140321T19:34:21+0000',
  };
  const BASE = 'https://akaa-baseurl-xxxxxxxxxxx-xxxxxxxxxxxxx.luna.akamaiapis.net';

  // Of the vendor's own test data.
  test.each<[string, Signable, string]>([
    ['a GET', request('GET', `${BASE}/`), 'tL+y4hxyHxgWVD30X3pWnGKHcPzmrIF+LThiAOhMxYU='],
    [
      'a GET with a query',
      request('GET', `${BASE}/testapi/v1/t1?p1=1&p2=2`),
      'hKDH1UlnQySSHjvIcZpDMbQHihTQ0XyVAKZaApabdeA=',
    ],
    [
      'a POST',
      request('POST', `${BASE}/testapi/v1/t3`, { body: 'datadatadatadatadatadatadatadata' }),
      'hXm4iCxtpN22m4cbZb4lVLW5rhX8Ca82vCFqXzSTPe4=',
    ],
  ])('%s, as the vendor tests it', async (_, signable, signature) => {
    const { headers } = await signEdgeGrid(signable, new AuthFields(KEYS), SIGNING_CLOCK);
    expect(authorization(headers)).toMatch(
      new RegExp(`;signature=${signature.replaceAll(/[+]/g, '\\$&')}$`),
    );
  });

  test("the vendor's library signs alike", async () => {
    for (const [method, path, body] of [
      ['GET', '/a/b?c=d', ''],
      ['POST', '/a', '{"x": 1}'],
      ['PUT', '/a', 'not hashed'],
    ] as const) {
      const grid = new EdgeGrid(KEYS.clientToken, KEYS.clientSecret, KEYS.accessToken, BASE);
      grid.auth({ path, method, headers: {}, body });
      const theirs = grid.request.headers['Authorization'] ?? '';
      const [, timestamp = '', nonce = ''] = /timestamp=([^;]*);nonce=([^;]*);/.exec(theirs) ?? [];
      const { headers } = await signEdgeGrid(
        request(method, BASE + path, { body }),
        new AuthFields({ ...KEYS, timestamp, nonce }),
        SIGNING_CLOCK,
      );
      expect(authorization(headers)).toBe(theirs);
    }
  });

  test('headers that are signed, a limit of the body, and another host', async () => {
    const { headers } = await signEdgeGrid(
      request('POST', 'http://127.0.0.1/p', {
        headers: [['X-Test1', ' a   b ']],
        body: 'x'.repeat(50),
      }),
      new AuthFields({
        ...KEYS,
        headersToSign: 'X-Test1, X-None',
        maxBodySize: '10',
        baseURL: BASE,
      }),
      SIGNING_CLOCK,
    );
    const host = BASE.slice('https://'.length);
    const start = authorization(headers).replace(/signature=.*$/, '');
    const signed = [
      'POST',
      'http',
      host,
      '/p',
      'x-test1:a b',
      hashBase64('sha256', 'x'.repeat(10)),
      start,
    ].join('\t');
    const key = toBase64(keyedHash('sha256', KEYS.clientSecret, KEYS.timestamp));
    expect(authorization(headers)).toBe(
      `${start}signature=${toBase64(keyedHash('sha256', key, signed))}`,
    );
  });
});

describe('JWT bearer: another library verifies it', () => {
  const payload = JSON.stringify({ sub: 'me', n: 1 });

  test.each(['HS256', 'HS384', 'HS512'])('%s', async (algorithm) => {
    for (const [secret, isSecretBase64Encoded] of [
      ['a secret of some length', 'false'],
      ['c2VjcmV0LXNlY3JldA', true],
    ] as const) {
      const fields = {
        algorithm,
        secret,
        isSecretBase64Encoded,
        payload,
        header: '{"kid": "k", "alg": "none"}',
      };
      const { headers } = await signJwt(request('GET', 'http://x'), new AuthFields(fields));
      const token = authorization(headers).replace(/^Bearer /, '');
      const key = isSecretBase64Encoded === true ? encodeUtf8('secret-secret') : encodeUtf8(secret);
      expect((await jwtVerify(token, key)).payload).toStrictEqual({ sub: 'me', n: 1 });
      expect(decodeProtectedHeader(token)).toStrictEqual({ kid: 'k', alg: algorithm });
    }
  });

  test.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'])(
    '%s',
    async (algorithm) => {
      const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
      const fields = {
        algorithm,
        privateKey: await exportPKCS8(privateKey),
        payload,
        headerPrefix: '',
      };
      const { headers } = await signJwt(request('GET', 'http://x'), new AuthFields(fields));
      expect((await jwtVerify(authorization(headers), publicKey)).payload).toStrictEqual({
        sub: 'me',
        n: 1,
      });
    },
  );

  test('in the query, with a prefix of its own', async () => {
    const fields = { secret: 's', payload: '{}', addTokenTo: 'queryParam', queryParamKey: 'jwt' };
    const { url, headers } = await signJwt(request('GET', 'http://x/?a=1'), new AuthFields(fields));
    expect(url).toMatch(/^http:\/\/x\/\?a=1&jwt=ey/);
    expect(headers).toStrictEqual([]);
    const prefixed = await signJwt(
      request('GET', 'http://x'),
      new AuthFields({ secret: 's', headerPrefix: 'JWT' }),
    );
    expect(authorization(prefixed.headers)).toMatch(/^JWT ey/);
  });

  test('a key or a payload that is no good says so', async () => {
    const sign = (fields: Record<string, string>) =>
      signJwt(request('GET', 'http://x'), new AuthFields(fields));
    await expect(sign({ payload: '{' })).rejects.toThrow(
      'The payload of the token is no JSON object',
    );
    await expect(sign({ algorithm: 'RS256', privateKey: 'x' })).rejects.toThrow(
      '-----BEGIN PRIVATE KEY-----',
    );
    await expect(
      sign({
        algorithm: 'RS256',
        privateKey: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      }),
    ).rejects.toThrow('no key for RSA');
    await expect(sign({ algorithm: 'none' })).rejects.toThrow('no algorithm "none"');
    const locked =
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----';
    await expect(sign({ algorithm: 'ES256', privateKey: locked })).rejects.toThrow(
      'locked with a password',
    );
  });
});

test('ASAP: a short-lived token of a service for another', async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const key = await exportPKCS8(privateKey);
  const bare = key.replaceAll(/-----[^-]*-----|\s/g, '');
  for (const written of [key, `data:application/pkcs8;kid=issuer%2Fkey;base64,${bare}`]) {
    const { headers } = await signAsap(
      request('GET', 'http://x'),
      new AuthFields({
        iss: 'issuer',
        aud: 'a, b',
        kid: 'issuer/key',
        privateKey: written,
        exp: '60',
        claims: '{"extra": true}',
      }),
      at(Math.floor(Date.now() / 1000)),
    );
    const token = authorization(headers).replace(/^Bearer /, '');
    const { payload, protectedHeader } = await jwtVerify(token, publicKey, {
      audience: 'b',
      issuer: 'issuer',
      subject: 'issuer',
    });
    expect(protectedHeader).toStrictEqual({ alg: 'RS256', kid: 'issuer/key' });
    expect(payload).toMatchObject({ extra: true, jti: 'abcdef', aud: ['a', 'b'] });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  }
});
