import type { CookiesEvent, WireCookie } from '@scratchpad/core/wire';
import { keyOfCookie } from '../send/cookieJar.ts';

/** What became of the cookies that a run began with, as a change to the jar of this device. */
export function cookieChanges(
  before: readonly WireCookie[],
  after: readonly WireCookie[],
): Pick<CookiesEvent, 'changed' | 'removed'> {
  const old = new Map(before.map((cookie) => [keyOfCookie(cookie), cookie]));
  const left = new Set(after.map(keyOfCookie));
  return {
    changed: after.filter(
      (cookie) => JSON.stringify(old.get(keyOfCookie(cookie))) !== JSON.stringify(cookie),
    ),
    removed: before
      .filter((cookie) => !left.has(keyOfCookie(cookie)))
      .map(({ domain, path, name }) => ({ domain, path, name })),
  };
}
