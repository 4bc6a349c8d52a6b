import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../model/json.ts';
import { applyAuth } from './applyAuth.ts';
import { isSupportedAuth, SUPPORTED_AUTH } from './authTypes.ts';

const apply = (type: string, fields: Readonly<Record<string, JsonValue>>) =>
  applyAuth({ type, params: { [type]: fields } }, (text) => text.replaceAll('{{key}}', 'resolved'));

describe('what an authorization adds', () => {
  test('types that sign hand on their fields, variables replaced', () => {
    const fields = { accessKey: '{{key}}', secretKey: 's', addAuthDataToQuery: true };
    expect(apply('awsv4', fields)).toMatchObject({
      headers: [],
      signing: { type: 'awsv4', fields: { ...fields, accessKey: 'resolved' } },
      challenge: null,
      note: null,
    });
    const jwt = apply('jwt', { payload: { sub: '{{key}}' } });
    expect(jwt.signing?.fields).toStrictEqual({ payload: '{"sub":"resolved"}' });
  });

  test('types that answer a challenge say whom for', () => {
    expect(
      apply('digest', { username: '{{key}}', password: 'p', qop: 'auth' }).challenge,
    ).toStrictEqual({
      type: 'digest',
      username: 'resolved',
      password: 'p',
      retries: true,
      realm: '',
      nonce: '',
      algorithm: '',
      qop: 'auth',
      opaque: '',
      clientNonce: '',
    });
    expect(apply('ntlm', { username: 'u', disableRetryRequest: true }).challenge).toMatchObject({
      type: 'ntlm',
      retries: false,
    });
  });

  test('a token of OAuth 2.0', () => {
    expect(apply('oauth2', { accessToken: '{{key}}' }).headers).toStrictEqual([
      ['Authorization', 'Bearer resolved'],
    ]);
    expect(apply('oauth2', { accessToken: 't', headerPrefix: '' }).headers).toStrictEqual([
      ['Authorization', 't'],
    ]);
    expect(apply('oauth2', { accessToken: 't', addTokenTo: 'queryParams' }).params).toStrictEqual([
      { key: 'access_token', value: 't' },
    ]);
    expect(apply('oauth2', {}).note).toContain('no access token yet');
  });

  test.each<[string, Readonly<Record<string, JsonValue>>, string]>([
    ['digest', {}, 'username'],
    ['ntlm', { password: 'p' }, 'username'],
    ['hawk', { authId: 'i' }, 'authKey'],
    ['awsv4', { accessKey: '' }, 'accessKey, secretKey'],
    ['oauth1', {}, 'consumerKey'],
    ['edgegrid', { accessToken: 'a' }, 'clientToken, clientSecret'],
    ['asap', { claims: '{"iss": "i", "aud": "a"}', privateKey: 'k' }, 'kid'],
  ])('%s without what it needs goes out without it, and says so', (type, fields, missing) => {
    const { note, signing, challenge } = apply(type, fields);
    expect(note).toContain(`not filled in yet (${missing})`);
    expect([signing, challenge]).toStrictEqual([null, null]);
  });

  test('a type of another program is kept and not applied', () => {
    expect(isSupportedAuth('akamai-next')).toBe(false);
    expect(apply('akamai-next', {}).note).toContain('cannot apply it');
    for (const type of SUPPORTED_AUTH) expect(apply(type, {}).note ?? '').not.toContain('cannot');
  });
});
