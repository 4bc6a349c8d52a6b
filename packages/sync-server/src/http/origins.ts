import type { Config } from '../config.ts';

const LOOPBACK = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/**
 * Which pages may call: those of `ALLOWED_ORIGINS`, or else the server's own and those of this machine, where the agent
 * serves the app. A call without an Origin comes from a program, not from a page.
 */
export function createOriginCheck(
  config: Config,
  publicOrigin: string,
): (origin: string | undefined) => boolean {
  const listed = new Set([publicOrigin, ...(config.ALLOWED_ORIGINS ?? [])]);
  return (origin) =>
    origin === undefined ||
    listed.has(origin) ||
    (config.ALLOWED_ORIGINS === undefined && LOOPBACK.test(origin));
}
