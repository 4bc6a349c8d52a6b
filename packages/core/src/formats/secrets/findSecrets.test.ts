/** No key here opens anything; they are put together so that other programs do not take the file for a leak. */
import { describe, expect, test } from 'vitest';
import type { NodeSpec } from '../../model/content.ts';
import { readFile } from '../readFile.ts';
import { zipOf } from '../testing/samples.ts';
import { findSecrets } from './findSecrets.ts';
import { findKeys } from './secretPatterns.ts';

interface Clock {
  readonly process: { threadCpuUsage(): { readonly user: number; readonly system: number } };
}
/** Time of the processor, which other programs of the machine lengthen less than they do the clock's. */
function cpuMs(): number {
  const { user, system } = (globalThis as unknown as Clock).process.threadCpuUsage();
  return (user + system) / 1000;
}

const RANDOM = 'q7Zt0Kc9WvB3xN5mR8yL2pD6hJ4sF1gTa0Ue'; // 36 characters
const UPPER = 'QX7ZKP3M5TVN2WLD';
const hex = (length: number) => '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b'.slice(0, length);
const JWT = [
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
  'eyJzdWIiOiI5ODc2NSIsIm5hbWUiOiJBbm4ifQ',
  'TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ',
].join('.');
/** `ann:kT9#vq2` */
const BASIC = 'YW5uOmtUOSN2cTI=';
const KEY_BODY = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7';

describe('keys that say what they are', () => {
  test.each([
    ['AWS access key', `AKIA${UPPER}`],
    ['AWS access key', `ASIA${UPPER}`],
    ['GitHub token', `ghp_${RANDOM}`],
    ['GitHub token', `gho_${RANDOM}`],
    ['GitHub token', `github_pat_11ABCDE0Y0_${RANDOM}`],
    ['GitLab token', `glpat-${RANDOM.slice(0, 20)}`],
    ['Slack token', `xoxb-2718281828-3141592653-${RANDOM.slice(0, 24)}`],
    [
      'Slack webhook',
      ['hooks.slack.com', 'services', 'T0ABCDEF12', 'B0ABCDEF12', RANDOM.slice(0, 24)].join('/'),
    ],
    ['Google API key', `AIzaSy${RANDOM.slice(0, 33)}`],
    ['Google client secret', `GOCSPX-${RANDOM.slice(0, 28)}`],
    ['Stripe live key', ['sk', 'live', RANDOM.slice(0, 24)].join('_')],
    ['Stripe live key', ['rk', 'live', RANDOM.slice(0, 24)].join('_')],
    ['SendGrid key', `SG.${RANDOM.slice(0, 22)}.${RANDOM}`],
    ['npm token', `npm_${RANDOM}`],
    ['Postman API key', `PMAK-${hex(24)}-${hex(34)}`],
    ['API key', `sk-proj-${RANDOM}`],
    ['JSON Web Token', JWT],
    ['private key', `-----BEGIN PRIVATE KEY-----\n${KEY_BODY}`],
    ['private key', `-----BEGIN RSA PRIVATE KEY-----\\n${KEY_BODY}`],
    ['private key', `-----BEGIN OPENSSH PRIVATE KEY-----\r\n${KEY_BODY}`],
    ['private key', `-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n${KEY_BODY}`],
    ['private key', `-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n${KEY_BODY}`],
  ])('%s: %s', (kind, value) => {
    expect(findKeys(value).map((found) => found.kind)).toStrictEqual([kind]);
    expect(findKeys(`const key = "${value}";\n// …${value}`)).toHaveLength(2);
  });

  test.each([
    '{{token}}',
    'Bearer {{token}}',
    '00000000-0000-4000-8000-000000000000',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
    `ghp_${'x'.repeat(36)}`,
    'sk_live_your_secret_key_here',
    ['sk', 'test', RANDOM.slice(0, 24)].join('_'),
    'task-management-and-more-words-without-end',
    'sk-some-name-of-a-thing-in-slovakia',
    'xoxb-your-token-goes-here-please',
    'AIza-too-short',
    `thisisAKIA${UPPER}`,
    'eyJhbGciOiJIUzI1NiJ9',
    'npm_config_registry_and_other_settings_of_npm',
    '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A',
    '-----BEGIN PRIVATE KEY-----\n{{privateKey}}\n-----END PRIVATE KEY-----',
  ])('not %s', (text) => {
    expect(findKeys(text)).toStrictEqual([]);
  });

  test.each(['eyJ', 'eyJaaaaaaaa.', 'sk-', 'xoxb-', '-----BEGIN RSA ', 'ghp_', '-eyJ', 'SG.'])(
    'a text of %j without end takes no time',
    (piece) => {
      const text = piece.repeat(2_000_000 / piece.length);
      const startedAt = cpuMs();
      findKeys(text);
      // Were it quadratic, it would take minutes.
      expect(cpuMs() - startedAt).toBeLessThan(2000);
    },
  );
});

function kindsOf(spec: Partial<NodeSpec>): string[] {
  const request: NodeSpec = { kind: 'http', name: 'R', ...spec };
  return findSecrets({ requests: [request] }, []).map(({ path, message }) => `${path}: ${message}`);
}

describe('values that are named as secrets', () => {
  test.each([
    ['headers', 'Authorization', `Bearer ${RANDOM}`, 'R: header Authorization: bearer token'],
    [
      'headers',
      'authorization',
      `Basic ${BASIC}`,
      'R: header authorization: user name and password',
    ],
    ['headers', 'Authorization', `SSWS ${RANDOM}`, 'R: header Authorization: secret value'],
    ['headers', 'X-Api-Key', hex(32), 'R: header X-Api-Key: secret value'],
    ['params', 'access_token', RANDOM, 'R: parameter access_token: secret value'],
    ['urlencoded', 'client_secret', RANDOM, 'R: form field client_secret: secret value'],
    ['variables', 'password', 'kT9#vq2!Lm7z', 'R: variable password: secret value'],
    ['variables', 'clientSecret', RANDOM, 'R: variable clientSecret: secret value'],
    ['variables', 'api-key 2', RANDOM, 'R: variable api-key 2: secret value'],
  ] as const)('%s %s', (table, key, value, expected) => {
    expect(kindsOf({ tables: { [table]: [{ key, value }] } })).toStrictEqual([expected]);
  });

  test('a variable of the type secret, whatever its name', () => {
    const rows = [{ key: 'x', value: RANDOM, extra: { type: 'secret' } }];
    expect(kindsOf({ tables: { variables: rows } })).toStrictEqual(['R: variable x: secret value']);
  });

  test.each([
    ['Authorization', 'Bearer {{accessToken}}'],
    ['Authorization', 'Bearer <your token here>'],
    ['Authorization', 'Bearer YOUR_ACCESS_TOKEN_1'],
    ['Authorization', 'Basic authentication'],
    ['token', '{{token}}'],
    ['token', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'],
    ['tokenUrl', `https://auth.example.com/${RANDOM}`],
    ['token', 'https://auth.example.com/oauth2/token'],
    ['token_type', RANDOM],
    ['nextPageToken', RANDOM],
    ['X-CSRF-Token', RANDOM],
    ['grant', RANDOM],
    ['password', 'password'],
    ['password', 'changeme12345'],
    ['secret', 'aaaaaaaaaaaaaaaaaaaa1'],
    ['apiKey', 'your-api-key-goes-here-123'],
    ['apiKey', '1234567890123456'],
    ['apiKey', ''],
    ['passwordPolicy', RANDOM],
    ['expiry token', '2024-01-01T00:00:00.000Z'],
  ])('not %s: %s', (key, value) => {
    expect(kindsOf({ tables: { headers: [{ key, value }] } })).toStrictEqual([]);
  });

  test('authorization, addresses, bodies, scripts, and the requests of examples', () => {
    const spec: Partial<NodeSpec> = {
      fields: { baseUrl: 'https://ann:s3cret@x.org/a', method: 'GET' },
      auth: {
        type: 'apikey',
        params: {
          apikey: { key: 'k', value: hex(32), in: 'header' },
          basic: { username: 'u', password: '{{p}}' },
        },
      },
      texts: {
        body: `{"aws": "AKIA${UPPER}"}`,
        test: `pm.environment.set("t", "${JWT}")`,
      },
      children: [
        {
          kind: 'example',
          name: 'E',
          fields: { originalRequest: { header: [{ key: 'X-Token', value: RANDOM }] } },
        },
      ],
    };
    expect(kindsOf(spec)).toStrictEqual([
      'R: body: AWS access key',
      'R: test: JSON Web Token',
      'R: address: password in an address',
      'R: authorization value: secret value',
      'R / E: request: secret value',
    ]);
    expect(kindsOf({ fields: { baseUrl: 'https://{{user}}:{{pass}}@x.org/a' } })).toStrictEqual([]);
  });
});

describe('in the report', () => {
  const file = (token: string) =>
    JSON.stringify({
      info: { _postman_id: 'c', name: 'Shop' },
      item: Array.from({ length: 3 }, (_, i) => ({
        name: `GET https://x?token=${token}`,
        request: {
          url: 'https://x',
          header: [{ key: 'Authorization', value: `Bearer ${token}${i === 2 ? 'Z' : ''}` }],
        },
      })),
    });

  test('equal values are one note, and no value is in it', async () => {
    const { report } = await readFile('f', file(JWT));
    expect(report.likelySecrets).toStrictEqual([
      {
        path: 'Shop / GET https://x?token=…: header Authorization',
        message: 'JSON Web Token',
        count: 2,
      },
      {
        path: 'Shop / GET https://x?token=…: header Authorization',
        message: 'JSON Web Token',
        count: 1,
      },
    ]);
    expect(JSON.stringify((await readFile('f', file(RANDOM))).report)).not.toContain(RANDOM);
  });

  test('of environments, globals and archives', async () => {
    const values = [{ key: 'password', value: RANDOM }];
    const environment = JSON.stringify({ name: 'E', values });
    const globals = JSON.stringify({ values, _postman_variable_scope: 'globals' });
    const { report } = await readFile('a.zip', zipOf({ 'e.json': environment, 'g.json': globals }));
    expect(report.likelySecrets.map(({ path }) => path)).toStrictEqual([
      'e.json: E: variable password',
      'g.json: Globals: variable password',
    ]);
  });

  test('10,000 requests take less than 60 ms', () => {
    const children = Array.from({ length: 10_000 }, (_, i): NodeSpec => ({
      kind: 'http',
      name: `Request ${i}`,
      fields: { method: 'POST', baseUrl: `{{baseUrl}}/v2/orders/:id/lines/${i}` },
      tables: {
        headers: [
          { key: 'X-Request-Id', value: `id-${i}` },
          { key: 'Authorization', value: 'Bearer {{token}}' },
        ],
      },
      texts: {
        docs: `Changes line ${i} of an order.`,
        body: JSON.stringify({ sku: i, note: 'x'.repeat(300) }),
      },
    }));
    const timed = () => {
      const startedAt = cpuMs();
      findSecrets({ collections: [{ kind: 'collection', name: 'C', children }] }, []);
      return cpuMs() - startedAt;
    };
    expect(Math.min(...Array.from({ length: 8 }, timed))).toBeLessThan(60);
  });
});
