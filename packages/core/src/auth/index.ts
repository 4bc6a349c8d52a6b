/** Signing and answering challenges. Load this entry lazily: most requests need none of it. */
export type { AuthErrorCode } from './authErrors.ts';
export { answerDigest, chooseQop, parseDigestChallenges } from './signing/digest.ts';
export type { DigestChallenge } from './signing/digest.ts';
export { createAuthenticate, createNegotiate, parseChallenge } from './signing/ntlm.ts';
export { signRequest } from './signing/signRequest.ts';
