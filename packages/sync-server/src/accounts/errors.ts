import { AppError } from '@scratchpad/core';

/** What a call is refused with, beside what the store refuses. `http/respond.ts` has the status of each. */
export type AccountErrorCode =
  | 'bad-request'
  | 'bad-ticket'
  | 'forbidden'
  | 'json-only'
  | 'not-found'
  | 'origin-not-allowed'
  | 'setup-done'
  | 'too-many-requests'
  | 'unauthorized'
  | 'unexpected'
  | 'wrong-login'
  | 'wrong-password'
  | 'wrong-setup-token';

/** An `AppError` with one of these codes. */
export function accountError(code: AccountErrorCode, message: string): AppError<AccountErrorCode> {
  return new AppError(code, message);
}
