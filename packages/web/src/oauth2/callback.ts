/** Where a provider sends the browser back to: a page of this origin that hands its address to the one that waits. */
import { oauth2Words as words } from './words.ts';

const PATH = '/oauth2/callback';
const CHANNEL = 'scratchpad-oauth2';

/** The address to register with a provider. */
export function callbackUrl(): string {
  return location.origin + PATH;
}

/** Whether this page is the one that a provider sends the browser back to. */
export function isCallback(): boolean {
  return location.pathname === PATH;
}

/** Hands the address on and closes the window, or says that it can be closed. */
export function answerCallback(root: HTMLElement): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(location.href);
  channel.close();
  // A code or a token shall not stay in the address.
  history.replaceState(null, '', PATH);
  root.textContent = words.callback;
  window.close();
}

/** The first address that the browser is sent back to with this state. @throws the signal's reason */
export function waitForCallback(state: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(CHANNEL);
    const end = () => channel.close();
    channel.onmessage = (event: MessageEvent<unknown>) => {
      // Another tab may be waiting for another answer.
      if (typeof event.data !== 'string' || !hasState(event.data, state)) return;
      end();
      resolve(event.data);
    };
    signal.addEventListener(
      'abort',
      () => {
        end();
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}

/** Whether an address brings a state back, in its query or behind the `#`. */
export function hasState(address: string, state: string): boolean {
  const url = URL.parse(address);
  if (!url) return false;
  const hash = new URLSearchParams(url.hash.slice(1));
  return url.searchParams.get('state') === state || hash.get('state') === state;
}
