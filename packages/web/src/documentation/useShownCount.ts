import { startTransition, useEffect, useState } from 'react';

/** So many sections are there at once; it fills more than any screen. */
const FIRST = 12;
/** So many more come each time the page has a moment. */
const STEP = 24;

/** How many of `total` sections are shown: a screen of them at once, the others as the page has time. */
export function useShownCount(total: number): number {
  const [shown, setShown] = useState(FIRST);
  useEffect(() => {
    if (shown >= total) return undefined;
    // A message is a turn of its own, without the waiting that timers and idle time have.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => startTransition(() => setShown(shown + STEP));
    port2.postMessage(null);
    return () => port1.close();
  }, [shown, total]);
  return shown;
}
