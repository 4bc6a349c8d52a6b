import { useMemo } from 'react';
import { useEnvironments, useTree } from './docHooks.ts';
import { parsePath, type Tab, useTabs } from './tabs.ts';

/** The tabs whose thing is there. A deleted thing takes its tab along, and undoing brings both back. */
export function useLiveTabs(): readonly Tab[] {
  const tabs = useTabs();
  const { places } = useTree();
  const environments = useEnvironments();
  return useMemo(
    () =>
      tabs.filter(({ path }) => {
        const target = parsePath(path);
        if (!target) return false;
        if (!('id' in target)) return true;
        return target.kind === 'environment'
          ? environments.includes(target.id)
          : places.has(target.id);
      }),
    [tabs, places, environments],
  );
}
