import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@scratchpad/core/wire';
import type { Pairings } from './pairings.ts';

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
  readonly #pairings: Pairings | null;

  /** `token`: the secret of this launch; `pairings`: the pages from elsewhere that may call, too. */
  constructor(port: number, token: string, pairings: Pairings | null) {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
    this.#token = token;
    this.#pairings = pairings;
  }

  /** Stops DNS rebinding: a name of the attacker's that resolves to this machine stands in `Host` as that name. */
  checkHost({ host }: IncomingHttpHeaders): void {
    if (host !== undefined && this.#hosts.has(host)) return;
    throw new AppError<GuardErrorCode>(
      'HOST_NOT_ALLOWED',
      'This agent answers under its own local address only.',
    );
  }

  /** Whether a page of that origin was paired. It has to show its own token for everything. */
  isPaired({ origin }: Pick<IncomingHttpHeaders, 'origin'>): boolean {
    return origin !== undefined && this.#pairings?.has(origin) === true;
  }

  /**
   * Stops pages from elsewhere, but for those that were paired. `null` (sandboxed frames, files) is elsewhere, and so
   * is a missing Origin.
   */
  checkOrigin({ host, origin, ...headers }: IncomingHttpHeaders): void {
    if (this.isPaired({ origin })) return;
    if (origin === undefined || origin !== `http://${host}`) {
      throw new AppError<GuardErrorCode>(
        'ORIGIN_NOT_ALLOWED',
        'Only the page that this agent serves, and pages paired with it, may call it.',
      );
    }
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') {
      throw new AppError<GuardErrorCode>(
        'CROSS_SITE',
        'Only the page that this agent serves, and pages paired with it, may call it.',
      );
    }
  }

  /**
   * The origin of a page that wants to be paired. Stops what is no page of a server (`null`, files, extensions), and
   * the agent's own page, which has its token anyway.
   */
  checkPairingOrigin({ origin }: IncomingHttpHeaders): string {
    if (
      origin !== undefined &&
      isWebOrigin(origin) &&
      !this.#hosts.has(origin.replace('http://', ''))
    ) {
      return origin;
    }
    throw new AppError<GuardErrorCode>(
      'ORIGIN_NOT_ALLOWED',
      'Only a page that another server serves, by http or https, can be paired.',
    );
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

  /** Stops whoever has not been given a token: the one of this launch, or the one of its own pairing. */
  checkToken(headers: IncomingHttpHeaders): void {
    this.checkTokenText(headers, bearerToken(headers));
  }

  /** As `checkToken`, for a token that came another way: a WebSocket of a browser has no `Authorization`. */
  checkTokenText({ origin }: IncomingHttpHeaders, token: string | undefined): void {
    if (token === undefined) {
      throw new AppError<GuardErrorCode>(
        'TOKEN_MISSING',
        'The call carries no token. Reload the page.',
      );
    }
    const isPaired = this.isPaired({ origin });
    const isGood = isPaired
      ? this.#pairings?.isToken(origin ?? '', token)
      : isSame(token, this.#token);
    if (isGood) return;
    throw new AppError<GuardErrorCode>(
      'TOKEN_WRONG',
      isPaired
        ? 'This page is no longer paired with the agent. Pair it again.'
        : 'The token is of an earlier launch of the agent. Reload the page.',
    );
  }
}

/** The token of an `Authorization` header. */
export function bearerToken({ authorization }: IncomingHttpHeaders): string | undefined {
  return /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
}

function isWebOrigin(origin: string): boolean {
  return /^https?:\/\//.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
