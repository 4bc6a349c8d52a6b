import { errorMessage } from '@scratchpad/core';
import type { WireCookie } from '@scratchpad/core/wire';
import { useEffect, useState } from 'react';
import { onCookiesChanged, readCookies } from '../send/cookieJar.ts';

/** The jar of this device as it is now: changes by sending, here and in other tabs, show at once. */
export function useCookies(): {
  /** Null until they have been read. */
  readonly cookies: readonly WireCookie[] | null;
  readonly error: string | null;
} {
  const [state, setState] = useState<ReturnType<typeof useCookies>>({ cookies: null, error: null });
  useEffect(() => {
    let isShown = true;
    const load = () =>
      readCookies().then(
        (cookies) => isShown && setState({ cookies, error: null }),
        (error: unknown) =>
          isShown && setState(({ cookies }) => ({ cookies, error: errorMessage(error) })),
      );
    void load();
    const stop = onCookiesChanged(() => void load());
    return () => {
      isShown = false;
      stop();
    };
  }, []);
  return state;
}
