import { AppError } from '@scratchpad/core';
import type { AccountErrorCode } from '../accounts/errors.ts';
import type { StoreErrorCode } from '../store/store.ts';

const STATUS_BY_CODE: Readonly<Record<AccountErrorCode | StoreErrorCode, number>> = {
  'bad-request': 400,
  'bad-ticket': 401,
  'email-taken': 409,
  forbidden: 403,
  'invite-for-other': 403,
  'invite-gone': 410,
  'json-only': 415,
  'last-owner': 409,
  'not-found': 404,
  'origin-not-allowed': 403,
  'owner-conflict': 409,
  'setup-done': 410,
  'store-failed': 503,
  'too-many-requests': 429,
  unauthorized: 401,
  unexpected: 500,
  'wrong-login': 401,
  'wrong-password': 403,
  'wrong-setup-token': 403,
};
const statusByCode = new Map<string, number>(Object.entries(STATUS_BY_CODE));

/** Everything that a page from elsewhere must not be able to do with an answer. */
export const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Frame-Options', 'DENY'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
];

/** What an error looks like from outside; what is none of ours shows nothing of its inside. */
export function toErrorAnswer(thrown: unknown): { status: number; code: string; message: string } {
  const status = thrown instanceof AppError ? statusByCode.get(thrown.code) : undefined;
  if (!(thrown instanceof AppError) || status === undefined)
    return {
      status: 500,
      code: 'unexpected',
      message: 'The server failed at this. Its log says more.',
    };
  if (status === 503)
    return {
      status,
      code: thrown.code,
      message: 'The server cannot store anything at the moment. Try again later.',
    };
  return { status, code: thrown.code, message: thrown.message };
}
