import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@scratchpad/core/wire';

/** Why the agent refused a call. */
export type GuardErrorCode =
  | 'HOST_NOT_ALLOWED'
  | 'ORIGIN_NOT_ALLOWED'
  | 'CROSS_SITE'
  | 'CONTENT_TYPE_NOT_ALLOWED'
  | 'TOKEN_MISSING'
  | 'TOKEN_WRONG';

/**
 * The checks in front of every route of the agent. Each throws `AppError<GuardErrorCode>`. docs/SECURITY.md says
 * which attack each one stops; none is left out because another would catch the same.
 */
export class Guard {
  readonly #hosts: ReadonlySet<string>;
  readonly #token: string;

  /** `token`: the secret of this launch. */
  constructor(port: number, token: string) {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
    this.#token = token;
  }

  /** Stops DNS rebinding: a name of the attacker's that resolves to this machine stands in `Host` as that name. */
  checkHost({ host }: IncomingHttpHeaders): void {
    if (host !== undefined && this.#hosts.has(host)) return;
    throw new AppError<GuardErrorCode>(
      'HOST_NOT_ALLOWED',
      'This agent answers under its own local address only.',
    );
  }

  /** Stops pages from elsewhere. `null` (sandboxed frames, files) is elsewhere, and so is a missing Origin. */
  checkOrigin({ host, origin, ...headers }: IncomingHttpHeaders): void {
    if (origin === undefined || origin !== `http://${host}`) {
      throw new AppError<GuardErrorCode>(
        'ORIGIN_NOT_ALLOWED',
        'Only the page that this agent serves may call it.',
      );
    }
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') {
      throw new AppError<GuardErrorCode>(
        'CROSS_SITE',
        'Only the page that this agent serves may call it.',
      );
    }
  }

  /** Stops forms and simple requests, which can have three content types only and need no preflight. */
  checkContentType(headers: IncomingHttpHeaders, wanted: string): void {
    const [contentType = ''] = (headers['content-type'] ?? '').split(';');
    if (contentType.trim().toLowerCase() === wanted) return;
    throw new AppError<GuardErrorCode>(
      'CONTENT_TYPE_NOT_ALLOWED',
      `The content type must be ${wanted}.`,
    );
  }

  /** Stops whoever has not been given the token of this launch. */
  checkToken({ authorization }: IncomingHttpHeaders): void {
    this.checkTokenText(/^Bearer (\S+)$/.exec(authorization ?? '')?.[1]);
  }

  /** As `checkToken`, for a token that came another way: a WebSocket of a browser has no `Authorization`. */
  checkTokenText(token: string | undefined): void {
    if (token === undefined) {
      throw new AppError<GuardErrorCode>(
        'TOKEN_MISSING',
        'The call carries no token. Reload the page.',
      );
    }
    if (isSame(token, this.#token)) return;
    throw new AppError<GuardErrorCode>(
      'TOKEN_WRONG',
      'The token is of an earlier launch of the agent. Reload the page.',
    );
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
