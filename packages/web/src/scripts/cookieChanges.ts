import type { CookiesEvent, WireCookie } from '@scratchpad/core/wire';

/** What became of the cookies that a run began with, as a change to the jar of this device. */
export function cookieChanges(
  before: readonly WireCookie[],
  after: readonly WireCookie[],
): Pick<CookiesEvent, 'changed' | 'removed'> {
  const keyOf = ({ domain, path, name }: WireCookie) => JSON.stringify([domain, path, name]);
  const old = new Map(before.map((cookie) => [keyOf(cookie), cookie]));
  const left = new Set(after.map(keyOf));
  return {
    changed: after.filter(
      (cookie) => JSON.stringify(old.get(keyOf(cookie))) !== JSON.stringify(cookie),
    ),
    removed: before
      .filter((cookie) => !left.has(keyOf(cookie)))
      .map(({ domain, path, name }) => ({ domain, path, name })),
  };
}
