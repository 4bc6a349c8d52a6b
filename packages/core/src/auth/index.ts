/** Signing and answering challenges. Load this entry lazily: most requests need none of it. */
export { resolveAuthFields } from './applyAuth.ts';
export type { AuthErrorCode } from './authErrors.ts';
export { answerDigest, chooseQop, parseDigestChallenges } from './signing/digest.ts';
export type { DigestChallenge } from './signing/digest.ts';
export { createAuthenticate, createNegotiate, parseChallenge } from './signing/ntlm.ts';
export { SIGNING_CLOCK, signRequest } from './signing/signRequest.ts';
export {
  codeRequest,
  createAuthorization,
  directRequest,
  grantOf,
  needsBrowser,
  refreshRequest,
} from './oauth2/grants.ts';
export type { Authorization, Grant, TokenRequest } from './oauth2/grants.ts';
export { readRedirect, readTokenResponse } from './oauth2/token.ts';
export type { OAuth2Token } from './oauth2/token.ts';
export { AuthFields } from './signing/signable.ts';
