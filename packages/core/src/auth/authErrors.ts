/** Why a request could not be signed. Then it is not sent. */
export type AuthErrorCode = 'bad-key' | 'bad-field' | 'token-refused' | 'no-agent';
