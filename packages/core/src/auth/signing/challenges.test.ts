/** Digest and NTLM against the examples of their specifications. Real servers stand beside the sender. */
import { fromBase64, toBase64 } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../formats/importLog.ts';
import { answerDigest, type DigestRequest, parseDigestChallenges } from './digest.ts';
import { md4 } from './md4.ts';
import {
  createAuthenticate,
  createNegotiate,
  lmResponse,
  ntlmV2Key,
  ntResponse,
  parseChallenge,
} from './ntlm.ts';

const hex = (text: string) =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

describe('digest', () => {
  const request: DigestRequest = {
    username: 'Mufasa',
    password: 'Circle of Life',
    method: 'GET',
    uri: '/dir/index.html',
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    nonceCount: 1,
    body: new Uint8Array(),
  };
  const asked = (algorithm: string) =>
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

  test('the examples of RFC 7616, section 3.9.1', () => {
    const challenges = parseDigestChallenges([asked('MD5'), asked('SHA-256')]);
    // The stronger one first, whatever the order of the server.
    expect(challenges.map(({ algorithm }) => algorithm)).toStrictEqual(['SHA-256', 'MD5']);
    const [strong, weak] = challenges.map((challenge) => answerDigest(challenge, request));
    expect(strong).toContain(
      'response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"',
    );
    expect(weak).toContain('response="8ca523f5e9506fed4657c9700eebdbec"');
    expect(weak).toContain(
      'algorithm=MD5, qop=auth, nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"',
    );
  });

  test('the example of RFC 7616, section 3.9.2, with a hashed name', () => {
    // Values of erratum 4897: the RFC prints those of a draft of SHA-512/256.
    const [challenge] = parseDigestChallenges([
      'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true',
    ]);
    const answer =
      challenge &&
      answerDigest(challenge, {
        ...request,
        username: 'J\u00e4s\u00f8n Doe',
        password: 'Secret, or not?',
        uri: '/doe.json',
        cnonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v',
      });
    expect(answer).toContain(
      'username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"',
    );
    expect(answer).toContain(
      'response="3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"',
    );
    expect(answer).toContain('userhash=true');
  });

  test('the example of RFC 2617, and an old server without qop', () => {
    const old = { ...request, password: 'Circle Of Life', cnonce: '0a4f113b' };
    const [challenge] = parseDigestChallenges([
      'Basic realm="x", Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
    ]);
    expect(challenge && answerDigest(challenge, old)).toContain(
      'response="6629fae49393a05397450978507c4ef1"',
    );
    const [bare] = parseDigestChallenges([
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"',
    ]);
    expect(bare && answerDigest(bare, old)).toContain(
      'response="670fd8c2df070c60b045671b8b24ff02"',
    );
  });

  test('what is no challenge that can be answered', () => {
    expect(
      parseDigestChallenges([
        'Basic realm="a"',
        'Digest realm="a"',
        'Digest realm="a", nonce="n", algorithm=X',
      ]),
    ).toStrictEqual([]);
    expect(
      parseDigestChallenges(['Digest realm="a \\"b\\"", nonce="n", stale=TRUE']),
    ).toMatchObject([{ realm: 'a "b"', isStale: true }]);
  });
});

describe('NTLM', () => {
  test('MD4, by the test suite of RFC 1320', () => {
    expect(
      [
        '',
        'a',
        'abc',
        'message digest',
        'abcdefghijklmnopqrstuvwxyz',
        '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      ].map((text) => toHex(md4(encodeUtf8(text)))),
    ).toStrictEqual([
      '31d6cfe0d16ae931b73c59d7e0c089c0',
      'bde52cb31de33e46245e05fbdbd6fb24',
      'a448017aaf21d8525fc10ae87aa6729d',
      'd9130a8164549fe818874806e1c7014b',
      'd79e1c308aa5bbcdeea8ed63df412da9',
      'e33b4ddc9c38f2199c3e7b164fcc0536',
    ]);
  });

  const user = {
    username: 'User',
    password: 'Password',
    domain: 'Domain',
    workstation: 'COMPUTER',
  };
  const random = hex('aaaaaaaaaaaaaaaa');
  // The server's message of [MS-NLMP] 4.2.4.3.
  const message =
    '4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000060070170000000f53006500720076006500720002000c0044006f006d00610069006e0001000c0053006500720076006500720000000000';
  const challenge = parseChallenge(toBase64(hex(message)));

  test('the values of [MS-NLMP], section 4.2.4', () => {
    const key = ntlmV2Key(user);
    expect(toHex(key)).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
    if (!challenge) throw new Error('no challenge');
    expect(toHex(challenge.serverChallenge)).toBe('0123456789abcdef');
    expect(toHex(lmResponse(key, challenge, random))).toBe(
      '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa',
    );
    expect(toHex(ntResponse(key, challenge, random, new Uint8Array(8))).slice(0, 32)).toBe(
      '68cd0ab851e51c96aabc927bebef6a1c',
    );
  });

  test('the third message names the user and holds both answers', () => {
    if (!challenge) throw new Error('no challenge');
    const bytes = fromBase64(
      createAuthenticate(challenge, { ...user, domain: '', username: 'Domain\\User' }, random, 0),
    );
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const field = (at: number) =>
      bytes.slice(
        view.getUint32(at + 4, true),
        view.getUint32(at + 4, true) + view.getUint16(at, true),
      );
    const text = (at: number) => String.fromCharCode(...field(at).filter((_, i) => i % 2 === 0));
    expect([text(28), text(36), text(44)]).toStrictEqual(['Domain', 'User', 'COMPUTER']);
    expect(toHex(field(12))).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
    expect(field(20).length).toBeGreaterThan(40);
  });

  test('what is no challenge', () => {
    expect(parseChallenge('AAAA')).toBeNull();
    expect(parseChallenge('***')).toBeNull();
    expect(parseChallenge(createNegotiate())).toBeNull();
  });
});
