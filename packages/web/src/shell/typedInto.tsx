/** What people type into right after its shortcut: it has to be there by then, so it is fetched once the start is over. */
import { type ComponentType, lazy, useEffect, useState } from 'react';

/** So long after the pad is open its start is over. */
const PRELOAD_MS = 500;

/** Like `lazy`, but what has been fetched before is drawn at once: React holds back for a while whatever it had to wait for. */
function preloadable<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | null = null;
  const preload = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Later = lazy(preload) as ComponentType<Props>;
  const Component = (props: Props) => {
    // It stays what it was: another component would lose what was typed.
    const [Shown] = useState(() => loaded ?? Later);
    return <Shown {...props} />;
  };
  return { Component, preload };
}

const palette = preloadable(
  async () => (await import('../palette/CommandPalette.tsx')).CommandPalette,
);
const findPage = preloadable(async () => (await import('../find/FindPage.tsx')).FindPage);

export const CommandPalette = palette.Component;
export const FindPage = findPage.Component;

/** Fetches it. What does not come is tried again when it is opened. */
export function usePreloaded(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const { preload } of [palette, findPage]) preload().catch(() => undefined);
    }, PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
}
