import { lazy, Suspense, useEffect } from 'react';
import { useEnvironments, useTree } from '../app/docHooks.ts';
import { useLeaveDeleted } from '../app/liveTabs.ts';
import { ensureTab, type TabTarget, useActiveTarget } from '../app/tabs.ts';
import { StartPage } from '../pages/StartPage.tsx';
import { NothingHere } from '../pages/NothingHere.tsx';
import { FindPage } from './typedInto.tsx';
import styles from './shell.module.css';

const RequestPage = lazy(async () => ({
  default: (await import('../request/RequestPage.tsx')).RequestPage,
}));
const ExamplePage = lazy(async () => ({
  default: (await import('../response/ExamplePage.tsx')).ExamplePage,
}));
const CollectionPage = lazy(async () => ({
  default: (await import('../pages/CollectionPage.tsx')).CollectionPage,
}));
const EnvironmentPage = lazy(async () => ({
  default: (await import('../pages/EnvironmentPage.tsx')).EnvironmentPage,
}));
const GlobalsPage = lazy(async () => ({
  default: (await import('../pages/EnvironmentPage.tsx')).GlobalsPage,
}));
const HistoryPage = lazy(async () => ({
  default: (await import('../history/HistoryPage.tsx')).HistoryPage,
}));
const TrashPage = lazy(async () => ({
  default: (await import('../pages/TrashPage.tsx')).TrashPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('../pages/SettingsPage.tsx')).SettingsPage,
}));

const DocumentationPage = lazy(async () => ({
  default: (await import('../documentation/DocumentationPage.tsx')).DocumentationPage,
}));
const RunPage = lazy(async () => ({
  default: (await import('../runner/RunPage.tsx')).RunPage,
}));
const RunsPage = lazy(async () => ({
  default: (await import('../runner/RunsPage.tsx')).RunsPage,
}));

/** The page of the active tab; the start page when there is none. */
export function MainArea({ ready }: { readonly ready: boolean }) {
  const target = useActiveTarget();
  useLeaveDeleted();
  return (
    <div className={styles.page}>
      {ready && (
        <Suspense fallback={null}>{target ? <LivePage target={target} /> : <StartPage />}</Suspense>
      )}
    </div>
  );
}

function LivePage({ target }: { readonly target: TabTarget }) {
  const { places } = useTree();
  const environments = useEnvironments();
  useEffect(() => ensureTab(target));
  if ('id' in target) {
    const isLive =
      target.kind === 'environment' ? environments.includes(target.id) : places.has(target.id);
    if (!isLive) return <NothingHere />;
  }
  switch (target.kind) {
    case 'request':
      return <RequestPage key={target.id} id={target.id} />;
    case 'example':
      return <ExamplePage key={target.id} id={target.id} />;
    case 'collection':
    case 'folder':
      return <CollectionPage key={target.id} id={target.id} />;
    case 'environment':
      return <EnvironmentPage key={target.id} id={target.id} />;
    case 'globals':
      return <GlobalsPage />;
    case 'history':
      return <HistoryPage />;
    case 'trash':
      return <TrashPage />;
    case 'settings':
      return <SettingsPage />;
    case 'docs':
      return <DocumentationPage key={target.id} id={target.id} />;
    case 'run':
      return <RunPage key={target.id} id={target.id} />;
    case 'find':
      return <FindPage />;
    case 'runner':
      return <RunsPage />;
  }
}
