import { lazy, Suspense, useEffect, useRef } from 'react';
import { useGlobalShortcuts } from '../app/actions.ts';
import { setOverlay, useOverlay } from '../app/overlays.ts';
import { appWords } from '../app/words.ts';
import { EnvironmentsPanel } from '../sidebar/EnvironmentsPanel.tsx';
import { CollectionsPanel } from '../sidebar/CollectionsPanel.tsx';
import { closeDrawer, useSidebar } from '../app/sidebarState.ts';
import { useLink } from '../app/linkContext.ts';
import { useActivePath, useActiveTarget } from '../app/tabs.ts';
import { useConsolePanel } from '../console/consolePanel.ts';
import type { CachedTree } from '../storage/treeCache.ts';
import { DropOverlay } from '../import/DropOverlay.tsx';
import { Banner } from './Banner.tsx';
import { Header } from './Header.tsx';
import { MainArea } from './MainArea.tsx';
import { Rail } from './Rail.tsx';
import { Sidebar } from './Sidebar.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TabBar } from './TabBar.tsx';
import { CommandPalette, usePreloaded } from './typedInto.tsx';
import styles from './shell.module.css';

const ImportDialog = lazy(async () => ({
  default: (await import('../import/ImportDialog.tsx')).ImportDialog,
}));
const WorkspaceOverlays = lazy(async () => ({
  default: (await import('../workspaces/WorkspaceOverlays.tsx')).WorkspaceOverlays,
}));
const ConsolePanel = lazy(async () => ({
  default: (await import('../console/ConsolePanel.tsx')).ConsolePanel,
}));
const ShortcutSheet = lazy(async () => ({
  default: (await import('../pages/ShortcutSheet.tsx')).ShortcutSheet,
}));

const PresetsDialog = lazy(async () => ({
  default: (await import('../presets/PresetsDialog.tsx')).PresetsDialog,
}));
const VariableUsesDialog = lazy(async () => ({
  default: (await import('../find/VariableUsesDialog.tsx')).VariableUsesDialog,
}));

/** The window: header, banner, rail, sidebar, tabs, page, status bar. */
export function Shell({
  ready,
  cached,
}: {
  readonly ready: boolean;
  readonly cached: CachedTree | null;
}) {
  const { panel } = useSidebar();
  useGlobalShortcuts(ready);
  const path = useActivePath();
  useEffect(closeDrawer, [path]);
  useKeepFocus(path);
  useTellPlace();
  const source =
    !ready && cached
      ? { tree: cached.tree, node: (id: string) => cached.nodes.get(id) }
      : undefined;
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {appWords.skip}
      </a>
      <Header />
      <Banner />
      <div className={styles.middle}>
        <Rail />
        <Sidebar>
          {panel === 'environments' && ready ? (
            <EnvironmentsPanel />
          ) : (
            <CollectionsPanel
              {...(source ? { source } : {})}
              loading={!ready}
              onImport={() => setOverlay({ kind: 'import' })}
            />
          )}
        </Sidebar>
        <main id="main" className={styles.main} tabIndex={-1} data-region>
          {ready && <TabBar />}
          <MainArea ready={ready} />
        </main>
      </div>
      {ready && <Console />}
      <StatusBar ready={ready} />
      {ready && <Overlays />}
    </div>
  );
}

function Console() {
  const { open } = useConsolePanel();
  return open ? (
    <Suspense fallback={null}>
      <ConsolePanel />
    </Suspense>
  ) : null;
}

/** A page that is left takes the focus with it: then the next page has it, so that the keyboard goes on from there. */
function useKeepFocus(path: string): void {
  const isFirst = useRef(true);
  useEffect(() => {
    const wasFirst = isFirst.current;
    isFirst.current = false;
    // After a reload nothing was left.
    if (wasFirst || document.activeElement !== document.body) return;
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [path]);
}

/** Tells the others in a workspace what is open here. */
function useTellPlace(): void {
  const link = useLink();
  const target = useActiveTarget();
  const id = target && 'id' in target ? target.id : null;
  useEffect(() => link?.setPlace(id), [link, id]);
}

function Overlays() {
  const overlay = useOverlay();
  usePreloaded();
  const close = () => setOverlay(null);
  const isOwn =
    overlay?.kind === 'palette' ||
    overlay?.kind === 'shortcuts' ||
    overlay?.kind === 'variable-uses' ||
    overlay?.kind === 'header-presets' ||
    overlay?.kind === 'import';
  return (
    <>
      <DropOverlay />
      <Suspense fallback={null}>
        {overlay?.kind === 'palette' && <CommandPalette opened onClose={close} />}
        {overlay?.kind === 'shortcuts' && <ShortcutSheet opened onClose={close} />}
        {overlay?.kind === 'header-presets' && <PresetsDialog opened onClose={close} />}
        {overlay?.kind === 'variable-uses' && (
          <VariableUsesDialog owner={overlay.owner} name={overlay.key} opened onClose={close} />
        )}
        {overlay?.kind === 'import' && (
          <ImportDialog
            opened
            onClose={close}
            {...(overlay.inputs ? { initialInputs: overlay.inputs } : {})}
          />
        )}
        {overlay !== null && !isOwn && <WorkspaceOverlays overlay={overlay} onClose={close} />}
      </Suspense>
    </>
  );
}
