import { registerSW } from 'virtual:pwa-register';
import { appWords } from './app/words.ts';
import { showToast } from './app/toasts.tsx';

/** Lets the page open without a network, and offers a new version when one is there instead of taking it. */
export function registerServiceWorker(): void {
  const update = registerSW({
    onNeedRefresh: () =>
      showToast({
        message: appWords.updateReady,
        action: { label: appWords.reload, onClick: () => void update(true) },
        sticky: true,
      }),
  });
}
