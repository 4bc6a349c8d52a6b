/** Digest access authentication (RFC 7616, and RFC 2069 where a server offers no `qop`). */
import { hashHex, type HashName } from './hashes.ts';

/** What a server asks for. */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  /** As the server writes it; null when it names none, which means MD5. */
  readonly algorithm: string | null;
  /** The kinds of protection it offers; empty when it offers none. */
  readonly qop: readonly string[];
  /** The nonce was too old; the password may be right. */
  readonly isStale: boolean;
  /** The user's name goes as a hash. */
  readonly hashesUser: boolean;
}

/** What is answered with. */
export interface DigestRequest {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  /** Path and query, as they stand in the request line. */
  readonly uri: string;
  readonly cnonce: string;
  /** How often the nonce has been used, this time included. */
  readonly nonceCount: number;
  /** The body; asked for only with `auth-int`. */
  readonly body: Uint8Array;
}

const HASH_OF: Readonly<Record<string, HashName>> = {
  MD5: 'md5',
  'SHA-256': 'sha256',
  'SHA-512-256': 'sha512-256',
};
/** The strongest first. */
const STRENGTH = ['SHA-512-256', 'SHA-256', 'MD5'];

/** The challenges of `WWW-Authenticate` values that can be answered, the strongest first. */
export function parseDigestChallenges(values: readonly string[]): DigestChallenge[] {
  const challenges = values.flatMap((value) =>
    splitChallenges(value).flatMap(({ scheme, params }): DigestChallenge[] => {
      const realm = params.get('realm');
      const nonce = params.get('nonce');
      if (scheme !== 'digest' || realm === undefined || nonce === undefined) return [];
      return [
        {
          realm,
          nonce,
          opaque: params.get('opaque') ?? null,
          algorithm: params.get('algorithm') ?? null,
          qop: (params.get('qop') ?? '')
            .split(',')
            .map((name) => name.trim().toLowerCase())
            .filter((name) => name !== ''),
          isStale: params.get('stale')?.toLowerCase() === 'true',
          hashesUser: params.get('userhash')?.toLowerCase() === 'true',
        },
      ];
    }),
  );
  return challenges
    .filter((challenge) => hashOf(challenge) !== undefined)
    .sort((a, b) => STRENGTH.indexOf(familyOf(a)) - STRENGTH.indexOf(familyOf(b)));
}

/** The kind of protection that is used: `auth` where it is offered, as everybody does. */
export function chooseQop({ qop }: DigestChallenge): 'auth' | 'auth-int' | null {
  if (qop.includes('auth')) return 'auth';
  return qop.includes('auth-int') ? 'auth-int' : null;
}

/** The value of `Authorization` that answers a challenge. */
export function answerDigest(challenge: DigestChallenge, request: DigestRequest): string {
  const { realm, nonce, opaque, algorithm } = challenge;
  const { username, password, method, uri, cnonce } = request;
  const name = hashOf(challenge) ?? 'md5';
  const h = (text: string) => hashHex(name, text);
  const isSession = /-sess$/i.test(algorithm ?? '');
  const qop = chooseQop(challenge);
  const nc = request.nonceCount.toString(16).padStart(8, '0');

  const secret = h(`${username}:${realm}:${password}`);
  const a1 = isSession ? h(`${secret}:${nonce}:${cnonce}`) : secret;
  const a2 = h(
    qop === 'auth-int' ? `${method}:${uri}:${hashHex(name, request.body)}` : `${method}:${uri}`,
  );
  const response =
    qop === null ? h(`${a1}:${nonce}:${a2}`) : h(`${a1}:${nonce}:${nc}:${cnonce}:${qop}:${a2}`);

  const user = challenge.hashesUser ? h(`${username}:${realm}`) : username;
  const parts = [
    `username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
    ...(qop === null ? [] : [`qop=${qop}`, `nc=${nc}`]),
    ...(qop === null && !isSession ? [] : [`cnonce=${quote(cnonce)}`]),
    `response=${quote(response)}`,
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
    ...(challenge.hashesUser ? ['userhash=true'] : []),
  ];
  return `Digest ${parts.join(', ')}`;
}

function familyOf({ algorithm }: DigestChallenge): string {
  return (algorithm ?? 'MD5').toUpperCase().replace(/-SESS$/, '');
}

function hashOf(challenge: DigestChallenge): HashName | undefined {
  return HASH_OF[familyOf(challenge)];
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** One challenge of a `WWW-Authenticate` value. */
interface Challenge {
  /** Lower case. */
  readonly scheme: string;
  readonly params: ReadonlyMap<string, string>;
}

/** Takes a header with one or several challenges apart (RFC 9110, 11.6.1). */
function splitChallenges(value: string): Challenge[] {
  const challenges: { scheme: string; params: Map<string, string> }[] = [];
  const pattern = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/g;
  for (const [, word = '', quoted, bare] of value.matchAll(pattern)) {
    const text = quoted === undefined ? bare : quoted.replaceAll(/\\(.)/g, '$1');
    // A word without a value names the next scheme.
    if (text === undefined) challenges.push({ scheme: word.toLowerCase(), params: new Map() });
    else challenges.at(-1)?.params.set(word.toLowerCase(), text);
  }
  return challenges;
}
