import type { ConnectionState } from './connectionState.ts';
import { workspaceWords as words } from './words.ts';

/** How a workspace and its server stand, in a few words. */
export function syncWords({ status, unsent }: ConnectionState): string {
  switch (status) {
    case 'connecting':
      return words.connecting;
    case 'connected':
      return unsent === 0 ? words.upToDate : words.sending(unsent);
    case 'offline':
      return unsent === 0 ? words.offline : words.offlineWith(unsent);
    case 'logged-out':
      return words.loggedOutWith(unsent);
    case 'removed':
    case 'refused':
      return words.notSending;
  }
}
