import type { ServerResponse } from 'node:http';
import { AppError } from '@scratchpad/core/wire';

const STATUS_BY_CODE: Record<string, number> = {
  HOST_NOT_ALLOWED: 403,
  ORIGIN_NOT_ALLOWED: 403,
  CROSS_SITE: 403,
  CONTENT_TYPE_NOT_ALLOWED: 415,
  TOKEN_MISSING: 401,
  TOKEN_WRONG: 401,
  PAIRING_TOO_MANY: 429,
  PAIRING_NOT_OPEN: 410,
  PAIRING_CODE_WRONG: 403,
  INVALID_REQUEST: 400,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
};

/** On every answer, whatever it is. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Answers with JSON that nobody keeps. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response
    .writeHead(status, {
      ...SECURITY_HEADERS,
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
    })
    .end(body);
}

/** Answers a call that failed with `{code, message}`; what is not an `AppError` shows nothing of its inside. */
export function sendError(response: ServerResponse, thrown: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const error =
    thrown instanceof AppError
      ? thrown
      : new AppError('UNEXPECTED', 'The agent failed at this call. Its terminal says more.', {
          cause: thrown,
        });
  // The rest of the request's body is not read, so the connection is of no more use.
  response.setHeader('Connection', 'close');
  sendJson(response, STATUS_BY_CODE[error.code] ?? 500, {
    code: error.code,
    message: error.message,
  });
}
