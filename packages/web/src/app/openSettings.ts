import { navigate } from 'wouter/use-browser-location';
import { pathPrefix } from './documentPath.ts';
import { openTab } from './tabs.ts';

/** Opens a section of the settings by its name in the address. */
export function openSettings(section: string): void {
  openTab({ kind: 'settings' }, { keep: true });
  navigate(`${pathPrefix()}/settings/${section}`, { replace: true });
}
