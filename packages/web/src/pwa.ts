import { registerSW } from 'virtual:pwa-register';
import { record } from './ledger/ledger.ts';
import { appWords } from './app/words.ts';
import { showToast } from './app/toasts.tsx';

/** Lets the page open without a network, and offers a new version when one is there instead of taking it. */
export function registerServiceWorker(): void {
  const update = registerSW({
    // Only asked: the browser itself looks whether there is a newer one.
    onRegisteredSW: (url) => record('update', url),
    onNeedRefresh: () =>
      showToast({
        message: appWords.updateReady,
        action: { label: appWords.reload, onClick: () => void update(true) },
        sticky: true,
      }),
  });
}
