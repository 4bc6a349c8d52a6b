import { type HttpContent, inheritAuth, type NodeId } from '@scratchpad/core';
import { useMemo } from 'react';
import { useDocStore, useHasText, useTopic } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { BulkToggle } from '../editors/BulkEdit.tsx';
import { MarkdownEditor } from '../editors/MarkdownEditor.tsx';
import { useScopesHere } from '../editors/scopesContext.ts';
import { PresetMenu } from '../presets/PresetMenu.tsx';
import { ScriptsTab } from '../scripts/ScriptsTab.tsx';
import { buildFor } from '../send/sendHttp.ts';
import { AuthPane } from './auth/AuthPane.tsx';
import { BodyTab } from './BodyTab.tsx';
import { HeadersTab } from './HeadersTab.tsx';
import { ParamsTab } from './ParamsTab.tsx';
import { SettingsTab } from './SettingsTab.tsx';
import { type SubTab, SubTabs } from './SubTabs.tsx';
import { useViewState } from './viewState.ts';
import { requestWords as words } from './words.ts';

type Tab = keyof typeof words.tabs;

/** The parts of a request. Each tab tells how much is in it. */
export function RequestTabs({
  id,
  content,
}: {
  readonly id: NodeId;
  readonly content: HttpContent;
}) {
  const [tab, setTab] = useViewState<Tab>(`request-tab:${id}`, 'params');
  const [bulk, setBulk] = useViewState(`bulk:${tab}:${id}`, false);
  const automatic = useAutomaticHeaders(id, content, tab === 'headers');
  const hasDocs = useHasText(id, 'docs');
  const hasPreRequest = useHasText(id, 'preRequest');
  const hasTest = useHasText(id, 'test');
  const authType = useTopic('tree', (index) => inheritAuth(index, id).auth.type);
  const hasBody = content.bodyMode !== 'none';
  const tabs: readonly SubTab<Tab>[] = [
    {
      id: 'params',
      label: words.tabs.params,
      count: countEnabled(content.params) + content.pathVariables.length,
    },
    { id: 'auth', label: words.tabs.auth, short: words.authShort, dot: authType !== 'noauth' },
    { id: 'headers', label: words.tabs.headers, count: countEnabled(content.headers) },
    { id: 'body', label: words.tabs.body, dot: hasBody },
    { id: 'scripts', label: words.tabs.scripts, dot: hasPreRequest || hasTest },
    { id: 'settings', label: words.tabs.settings, dot: Object.keys(content.settings).length > 0 },
    { id: 'docs', label: words.tabs.docs, dot: hasDocs },
  ];
  return (
    <SubTabs
      label={words.parts}
      tabs={tabs}
      active={tab}
      onChange={setTab}
      aside={
        (tab === 'params' || tab === 'headers') && (
          <>
            {tab === 'headers' && <PresetMenu id={id} />}
            <BulkToggle bulk={bulk} onChange={setBulk} />
          </>
        )
      }
    >
      {tab === 'params' && <ParamsTab id={id} content={content} bulk={bulk} />}
      {tab === 'auth' && <AuthPane id={id} />}
      {tab === 'headers' && (
        <HeadersTab id={id} content={content} automatic={automatic} bulk={bulk} />
      )}
      {tab === 'body' && <BodyTab id={id} content={content} />}
      {tab === 'scripts' && <ScriptsTab id={id} />}
      {tab === 'settings' && <SettingsTab id={id} content={content} />}
      {tab === 'docs' && <MarkdownEditor id={id} />}
    </SubTabs>
  );
}

function countEnabled(rows: HttpContent['params']): number {
  return rows.filter((row) => row.enabled).length;
}

function useAutomaticHeaders(id: NodeId, content: HttpContent, wanted: boolean) {
  const store = useDocStore();
  const services = useServices();
  const scopes = useScopesHere();
  // An inherited authorization changes with the tree.
  const tree = useTopic('tree', (index) => index.tree);
  return useMemo(
    () => (wanted ? (buildFor({ store, services }, id, scopes)?.automaticHeaders ?? []) : []),
    // oxlint-disable-next-line react/exhaustive-deps -- content and tree are what buildFor reads through the store
    [store, services, id, scopes, wanted, content, tree],
  );
}
