/** Compares what the browser says was loaded with what was named: a call site that was forgotten shows as unnamed. */
import { isNoted } from './connect.ts';
import { record } from './ledger.ts';

/** Kinds of loading that parts of the page do by themselves: scripts, styles, fonts, pictures. */
const OWN_KINDS = new Set([
  'script',
  'link',
  'css',
  'img',
  'other',
  'iframe',
  'navigation',
  'icon',
]);

/** What one loaded resource is, for the ledger; null for what was named when it was asked for. */
export function purposeOf(
  entry: Pick<PerformanceResourceTiming, 'name' | 'initiatorType'>,
  origin: string,
  isNamed: (url: string) => boolean,
): 'page' | 'unnamed' | null {
  if (isNamed(entry.name)) return null;
  if (!/^https?:/.test(entry.name)) return null;
  const isOwn = new URL(entry.name).origin === origin;
  return isOwn && OWN_KINDS.has(entry.initiatorType) ? 'page' : 'unnamed';
}

/** Begins to watch; resources from before are looked at, too. */
export function watchResources(): void {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      const purpose = purposeOf(entry, location.origin, isNoted);
      if (purpose) record(purpose, entry.name);
    }
  }).observe({ type: 'resource', buffered: true });
}
