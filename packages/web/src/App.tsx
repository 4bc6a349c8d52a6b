import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { DocStore } from '@scratchpad/core';
import { useEffect, useRef, useState } from 'react';
import * as Y from 'yjs';
import { DocStoreContext } from './app/docHooks.ts';
import { type Services, ServicesContext } from './app/services.ts';
import { createServices } from './app/createServices.ts';
import { schemeManager } from './theme/schemeManager.ts';
import { cssVariablesResolver, theme } from './theme/theme.ts';
import { Shell } from './shell/Shell.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { openPad } from './storage/openPad.ts';
import type { CachedTree } from './storage/treeCache.ts';

/** Stands in while the pad is being read: nothing in it, and nothing can be written to it. */
const noDoc = new DocStore(new Y.Doc(), { readOnlyReason: 'The pad is still being opened.' });

interface Opened {
  readonly store: DocStore;
  readonly services: Services;
}

/** Calls back once what stands in the document is painted. A tab in the background paints nothing and need not wait. */
function afterPaint(callback: () => void): void {
  if (document.visibilityState === 'hidden') callback();
  else requestAnimationFrame(() => setTimeout(callback));
}

/** The app: opens the pad, shows the tree of last time while it does, then everything. */
export function App() {
  const [cached, setCached] = useState<CachedTree | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const onPainted = useRef<(() => void) | null>(null);
  useEffect(() => {
    // By now the rows stand in the document; one frame later they are on the screen.
    if (cached) afterPaint(() => onPainted.current?.());
  }, [cached]);
  useEffect(() => {
    const showCached = (tree: CachedTree) => {
      setCached(tree);
      return new Promise<void>((resolve) => {
        onPainted.current = resolve;
      });
    };
    void openPad(showCached).then(async ({ store, persistence }) => {
      setOpened({ store, services: await createServices(persistence) });
    });
  }, []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-left" limit={3} zIndex={400} />
      <ErrorBoundary store={opened?.store ?? null}>
        <DocStoreContext value={opened?.store ?? noDoc}>
          <ServicesContext value={opened?.services ?? null}>
            <Shell ready={opened !== null} cached={cached} />
          </ServicesContext>
        </DocStoreContext>
      </ErrorBoundary>
    </MantineProvider>
  );
}
