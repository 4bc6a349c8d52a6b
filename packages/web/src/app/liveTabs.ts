/** The tabs whose thing is there. A deleted thing takes its tab along, and undoing brings both back. */
import type { DocIndex } from '@scratchpad/core';
import { useEffect, useMemo, useRef } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useDocStore, useEnvironments, useTree } from './docHooks.ts';
import { getTabs, home, neighbourOf, parsePath, type Tab, useActivePath, useTabs } from './tabs.ts';

/** Whether what an address names is there. */
export function isLivePath(index: DocIndex, path: string): boolean {
  const target = parsePath(path);
  if (!target) return false;
  if (!('id' in target)) return true;
  return target.kind === 'environment'
    ? index.environments.includes(target.id)
    : index.tree.places.has(target.id);
}

/** The tabs that can be shown, in order. */
export function getLiveTabs(index: DocIndex): readonly Tab[] {
  return getTabs().filter(({ path }) => isLivePath(index, path));
}

/** See {@link getLiveTabs}. */
export function useLiveTabs(): readonly Tab[] {
  const { index } = useDocStore();
  const tabs = useTabs();
  const tree = useTree();
  const environments = useEnvironments();
  return useMemo(
    () => tabs.filter(({ path }) => isLivePath(index, path)),
    // What the index says of a path changes with these two.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
    [index, tabs, tree, environments],
  );
}

/** When what is shown is deleted, its neighbour takes its place; when it comes back at once, so does its page. */
export function useLeaveDeleted(): void {
  const { index } = useDocStore();
  const path = useActivePath();
  useTree();
  useEnvironments();
  const shown = useRef<string | null>(null);
  const left = useRef<{ readonly from: string; readonly to: string } | null>(null);
  useEffect(() => {
    if (left.current && left.current.to !== path) left.current = null;
    if (left.current && isLivePath(index, left.current.from)) {
      navigate(left.current.from, { replace: true });
    } else if (path === home() || isLivePath(index, path)) {
      shown.current = path;
    } else if (shown.current === path) {
      const to = neighbourOf(path, (tab) => isLivePath(index, tab.path));
      left.current = { from: path, to };
      navigate(to, { replace: true });
    }
  });
}
