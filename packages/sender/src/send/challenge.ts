/** Answers what a server asks before it lets a request in: digest in one more request, NTLM in two on one connection. */
import { randomBytes } from 'node:crypto';
import {
  answerDigest,
  chooseQop,
  createAuthenticate,
  createNegotiate,
  type DigestChallenge,
  parseChallenge,
  parseDigestChallenges,
} from '@scratchpad/core/auth';
import type { ChallengeAuth, HeaderList } from '@scratchpad/core/wire';
import { headerValues } from './hopHeaders.ts';

/** The request that was challenged, as far as an answer is about it. */
export type ChallengedRequest = {
  method: string;
  /** Path and query, as in the request line. */
  target: string;
  /** The body's bytes; asked for only where they are part of the answer. */
  readBody: () => Promise<Uint8Array>;
};

/** Credentials of one sending, and how far the talk about them is. */
export type Challenger = {
  /** A value of `Authorization` for a request that nobody has challenged yet, or null. */
  begin: (request: ChallengedRequest) => Promise<string | null>;
  /** The value that answers a response, or null when it asks for nothing that can be answered. */
  answer: (
    response: { status: number; headers: HeaderList },
    request: ChallengedRequest,
  ) => Promise<string | null>;
};

/** Starts a talk. A redirect to another place needs a new one. */
export function createChallenger(auth: ChallengeAuth): Challenger {
  return auth.type === 'digest' ? createDigestChallenger(auth) : createNtlmChallenger(auth);
}

function createDigestChallenger(auth: Extract<ChallengeAuth, { type: 'digest' }>): Challenger {
  const cnonce = auth.clientNonce === '' ? randomBytes(8).toString('hex') : auth.clientNonce;
  let nonceCount = 0;
  let lastNonce = '';
  const respond = async (challenge: DigestChallenge, request: ChallengedRequest) => {
    nonceCount = challenge.nonce === lastNonce ? nonceCount + 1 : 1;
    lastNonce = challenge.nonce;
    return answerDigest(challenge, {
      username: auth.username,
      password: auth.password,
      method: request.method,
      uri: request.target,
      cnonce,
      nonceCount,
      body: chooseQop(challenge) === 'auth-int' ? await request.readBody() : new Uint8Array(),
    });
  };
  let isAnswered = false;
  return {
    begin: async (request) => {
      if (auth.nonce === '' || auth.realm === '') return null;
      const { realm, nonce } = auth;
      return respond(
        {
          realm,
          nonce,
          opaque: auth.opaque === '' ? null : auth.opaque,
          algorithm: auth.algorithm === '' ? null : auth.algorithm,
          qop: auth.qop === '' ? [] : [auth.qop],
          isStale: false,
          hashesUser: false,
        },
        request,
      );
    },
    answer: async ({ status, headers }, request) => {
      if (!auth.retries || status !== 401) return null;
      const [challenge] = parseDigestChallenges(headerValues(headers, 'www-authenticate'));
      // Asked again for the same thing, the password is wrong; only a nonce that has grown old is worth another try.
      if (!challenge || (isAnswered && !challenge.isStale)) return null;
      isAnswered = true;
      return respond(challenge, request);
    },
  };
}

function createNtlmChallenger(auth: Extract<ChallengeAuth, { type: 'ntlm' }>): Challenger {
  let step: 'idle' | 'negotiating' | 'done' = 'idle';
  return {
    begin: async () => null,
    answer: async ({ status, headers }) => {
      if (!auth.retries || status !== 401) return null;
      const offers = headerValues(headers, 'www-authenticate').flatMap((value) =>
        value.split(',').map((one) => one.trim()),
      );
      if (step === 'idle' && offers.some((offer) => /^NTLM$/i.test(offer))) {
        step = 'negotiating';
        return `NTLM ${createNegotiate()}`;
      }
      const message = offers.map((offer) => /^NTLM (.+)$/i.exec(offer)?.[1]).find(Boolean);
      const challenge = step === 'negotiating' && message ? parseChallenge(message) : null;
      if (!challenge) return null;
      step = 'done';
      return `NTLM ${createAuthenticate(challenge, auth, randomBytes(8), Date.now())}`;
    },
  };
}
