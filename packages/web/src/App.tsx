import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { DocStore } from '@scratchpad/core';
import { useEffect } from 'react';
import * as Y from 'yjs';
import { DocStoreContext } from './app/docHooks.ts';
import { useDocumentId } from './app/documentPath.ts';
import { LinkContext } from './app/linkContext.ts';
import { useOpenDocument } from './app/openDocuments.ts';
import { showReadOnlyErrors } from './app/readOnlyErrors.ts';
import { ServicesContext } from './app/services.ts';
import { schemeManager } from './theme/schemeManager.ts';
import { cssVariablesResolver, theme } from './theme/theme.ts';
import { Shell } from './shell/Shell.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { accounts } from './workspaces/accounts.ts';
import { keptCopies } from './workspaces/keptCopies.ts';
import { followServerLink } from './workspaces/followServerLink.ts';

/** Stands in while the document is being read: nothing in it, and nothing can be written to it. */
const noDoc = new DocStore(new Y.Doc(), { readOnlyReason: 'This is still being opened.' });

/** The app: opens the document of the address, shows the pad's tree of last time while it does, then everything. */
export function App() {
  const workspace = useDocumentId();
  const { document, cached } = useOpenDocument(workspace);
  useEffect(() => {
    followServerLink();
    void accounts.load();
    void keptCopies.load();
    return showReadOnlyErrors();
  }, []);
  const store = document?.store ?? noDoc;
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-left" limit={3} zIndex={400} />
      <ErrorBoundary store={document?.store ?? null}>
        <DocStoreContext value={store}>
          <ServicesContext value={document?.services ?? null}>
            <LinkContext value={document?.link ?? null}>
              <Shell key={workspace} ready={document !== null} cached={cached} />
            </LinkContext>
          </ServicesContext>
        </DocStoreContext>
      </ErrorBoundary>
    </MantineProvider>
  );
}
