/** Against the vendor's published test suite and documentation, and the vendor's own SDK. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { encodeUtf8 } from 'lib0/string';
import { describe, expect, test } from 'vitest';
import { AuthFields, headerOf, type Signable, splitSignedUrl } from './signable.ts';
import { signAwsV4 } from './signAwsV4.ts';

const NOW = Date.UTC(2015, 7, 30, 12, 36, 0);
const CLOCK = { now: () => NOW, nonce: () => 'n' };
const KEYS = {
  accessKey: 'AKIDEXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};

const request = (
  method: string,
  url: string,
  headers: Signable['headers'] = [],
  body?: string,
): Signable => ({
  method,
  url,
  headers,
  readBody: body === undefined ? null : () => Promise.resolve(encodeUtf8(body)),
});

const signatureOf = (authorization: string | undefined) =>
  /Signature=([\da-f]{64})$/.exec(authorization ?? '')?.[1];

// Paths are left out: the suite writes them raw in the request line, where all programs send them encoded.
describe('the signature version 4 test suite', () => {
  const FORM: Signable['headers'] = [['Content-Type', 'application/x-www-form-urlencoded']];
  test.each<[string, Signable, string]>([
    [
      'get-vanilla',
      request('GET', 'https://example.amazonaws.com/'),
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'get-vanilla-query-order-key-case',
      request('GET', 'https://example.amazonaws.com/?Param2=value2&Param1=value1'),
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'get-vanilla-utf8-query',
      request('GET', 'https://example.amazonaws.com/?ሴ=bar'),
      '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04',
    ],
    [
      'post-vanilla',
      request('POST', 'https://example.amazonaws.com/'),
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    ],
    [
      'post-x-www-form-urlencoded',
      request('POST', 'https://example.amazonaws.com/', FORM, 'Param1=value1'),
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ])('%s', async (_, signable, signature) => {
    const signed = await signAwsV4(
      signable,
      new AuthFields({ ...KEYS, service: 'service' }),
      CLOCK,
    );
    expect(signatureOf(headerOf(signed.headers, 'authorization'))).toBe(signature);
  });
});

test('a signed URL of S3, as the documentation shows it', async () => {
  const { url, headers } = await signAwsV4(
    request('GET', 'https://examplebucket.s3.amazonaws.com/test.txt'),
    new AuthFields({
      accessKey: 'AKIAIOSFODNN7EXAMPLE',
      secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      region: 'us-east-1',
      service: 's3',
      addAuthDataToQuery: 'true',
    }),
    { ...CLOCK, now: () => Date.UTC(2013, 4, 24) },
  );
  expect(url).toContain(
    'X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host',
  );
  expect(url).toMatch(
    /X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404$/,
  );
  expect(headers).toStrictEqual([]);
});

describe("the vendor's SDK signs alike", () => {
  const cases: [string, Signable, Record<string, string | boolean>][] = [
    [
      'a path with dots, blanks and encoded signs',
      request('GET', 'https://x.example.com/a%20b/./c/../d//e%2Ff/?b=2&a=1&a=0&c'),
      {},
    ],
    [
      'a body and headers with blanks',
      request(
        'PUT',
        'https://x.example.com:8443/p',
        [
          ['X-A', '  one   two '],
          ['Content-Type', 'application/json'],
          ['User-Agent', 'u'],
          ['x-amz-meta-z', 'z'],
        ],
        '{"ü": 1}',
      ),
      { region: 'eu-central-1', service: 'lambda' },
    ],
    [
      'a session token',
      request('DELETE', 'https://x.example.com/?q=a%2Bb%20c&q=~'),
      { sessionToken: 'tok/en+=' },
    ],
    [
      'S3, whose paths stay as they are',
      request('PUT', 'https://b.s3.amazonaws.com/a//b/../ü%20c', [], 'text'),
      { service: 's3' },
    ],
  ];
  test.each(cases)('%s', async (_, signable, more) => {
    const fields = { ...KEYS, service: 'execute-api', ...more } as Record<string, string>;
    const signer = new SignatureV4({
      credentials: {
        accessKeyId: KEYS.accessKey,
        secretAccessKey: KEYS.secretKey,
        ...(fields['sessionToken'] ? { sessionToken: fields['sessionToken'] } : {}),
      },
      region: fields['region'] ?? '',
      service: fields['service'] ?? '',
      sha256: Sha256,
      // S3 alone takes paths as they are, and wants the body's hash in a header.
      uriEscapePath: fields['service'] !== 's3',
      applyChecksum: fields['service'] === 's3',
    });
    const { host, path, query } = splitSignedUrl(signable.url);
    const params: Record<string, string[]> = {};
    for (const [key, value = ''] of query === ''
      ? []
      : query.split('&').map((part) => part.split('=')))
      (params[decodeURIComponent(key ?? '')] ??= []).push(decodeURIComponent(value));
    const theirs = await signer.sign(
      {
        method: signable.method,
        protocol: 'https:',
        hostname: host.split(':')[0] ?? '',
        path: path
          .split('/')
          .map((part) => encodeURIComponent(decodeURIComponent(part)))
          .join('/'),
        query: params,
        headers: Object.fromEntries([['host', host], ...signable.headers]),
        ...(signable.readBody ? { body: await signable.readBody() } : {}),
      },
      { signingDate: new Date(NOW) },
    );
    const ours = await signAwsV4(signable, new AuthFields(fields), CLOCK);
    expect(headerOf(ours.headers, 'authorization')).toBe(theirs.headers['authorization']);
    expect(headerOf(ours.headers, 'x-amz-date')).toBe(theirs.headers['x-amz-date']);
    expect(headerOf(ours.headers, 'x-amz-security-token')).toBe(
      theirs.headers['x-amz-security-token'],
    );
  });
});
