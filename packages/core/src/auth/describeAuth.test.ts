import { expect, test } from 'vitest';
import type { Auth } from '../model/content.ts';
import { SUPPORTED_AUTH } from './authTypes.ts';
import { describeAuth, maskCredentials } from './describeAuth.ts';

const auth = (type: string, fields: Record<string, string>): Auth => ({
  type,
  params: { [type]: fields },
});

test('what lets somebody in is not told; variables are', () => {
  const written = describeAuth(auth('apikey', { key: 'X-Key', value: 's3cret' }));
  expect(written).toEqual({ sentence: 'Sends an API key in a header.', written: 'X-Key: <key>' });
  expect(describeAuth(auth('bearer', { token: '{{token}}' })).written).toBe(
    'Authorization: Bearer {{token}}',
  );
  expect(describeAuth(auth('bearer', { token: 'pre-{{x}}' })).written).not.toContain('pre-');
  const masked = maskCredentials(auth('basic', { username: 'ann', password: 'p' }));
  expect(masked.params['basic']).toEqual({ username: 'ann', password: '<password>' });
});

test('every type has a sentence, and none tells a secret', () => {
  const names = [
    'accessKey',
    'accessToken',
    'authKey',
    'clientSecret',
    'consumerSecret',
    'password',
    'privateKey',
    'secret',
    'secretKey',
    'token',
    'tokenSecret',
  ];
  for (const type of SUPPORTED_AUTH) {
    const fields = Object.fromEntries(names.map((name) => [name, 's3cret']));
    expect(
      JSON.stringify([describeAuth(auth(type, fields)), maskCredentials(auth(type, fields))]),
    ).not.toContain('s3cret');
    expect(describeAuth(auth(type, fields)).sentence).toMatch(/\.$/);
  }
});
