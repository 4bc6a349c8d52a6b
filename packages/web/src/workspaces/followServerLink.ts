import { navigate } from 'wouter/use-browser-location';
import { setOverlay } from '../app/overlays.ts';
import { parseServerLink } from './serverAddress.ts';

/** When the page was opened by a setup or invite link, takes the secret out of the address and shows its dialog. */
export function followServerLink(): void {
  const link = parseServerLink(location.href);
  if (!link) return;
  navigate('/', { replace: true });
  setOverlay({ kind: 'join', link });
}
