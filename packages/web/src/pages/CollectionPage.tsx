import { Menu } from '@mantine/core';
import { IconBook2, IconBox, IconDots, IconFolder, IconPlayerPlay } from '@tabler/icons-react';
import { type CollectionContent, type DocStore, type NodeId, renameNode } from '@scratchpad/core';
import { useDocStore, useHasText, useNodeContent, useTree } from '../app/docHooks.ts';
import { openTab } from '../app/tabs.ts';
import { exportCollectionAs } from '../app/tryExport.ts';
import { MarkdownEditor } from '../editors/MarkdownEditor.tsx';
import { ScopesContext } from '../editors/scopesContext.ts';
import { VariablesTable } from '../editors/VariablesTable.tsx';
import { AuthPane } from '../request/auth/AuthPane.tsx';
import { SubTabs } from '../request/SubTabs.tsx';
import { useViewState } from '../request/viewState.ts';
import { ScriptsTab } from '../scripts/ScriptsTab.tsx';
import { useScopes } from '../send/scopes.ts';
import { collectionFormats } from '../import/exportFormats.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { NameField } from '../ui/NameField.tsx';
import { pageWords } from './words.ts';
import styles from './page.module.css';

type Section = 'docs' | 'authorization' | 'scripts' | 'variables';

/** A collection or a folder: what it says about itself, and what its requests inherit. */
export function CollectionPage({ id }: { readonly id: NodeId }) {
  const store = useDocStore();
  const content = useNodeContent(id);
  const scopes = useScopes(id);
  const [section, setSection] = useViewState<Section>(`collection:${id}`, 'docs');
  const hasDocs = useHasText(id, 'docs');
  const hasPreRequest = useHasText(id, 'preRequest');
  const hasTest = useHasText(id, 'test');
  useTree();
  if (content?.kind !== 'collection' && content?.kind !== 'folder') return null;
  const isCollection = content.kind === 'collection';
  return (
    <ScopesContext value={scopes}>
      <div className={styles.page}>
        <div className={styles.title}>
          {isCollection ? (
            <IconBox size={18} stroke={1.75} aria-hidden />
          ) : (
            <IconFolder size={18} stroke={1.75} aria-hidden />
          )}
          <NameField
            size="title"
            label={pageWords.name}
            placeholder={pageWords.name}
            value={content.name}
            isPlace={(place) => place.kind === 'field' && place.node === id}
            onChange={(name) => renameNode(store, id, name || content.name)}
          />
          <span className={styles.space} />
          <span className={styles.meta}>{pageWords.requests(store.index.requestCount(id))}</span>
          <button
            type="button"
            className="sp-button"
            onClick={() => openTab({ kind: 'docs', id }, { keep: true })}
          >
            <IconBook2 size={14} stroke={2} aria-hidden />
            {pageWords.readDocs}
          </button>
          <button
            type="button"
            className="sp-button"
            onClick={() => openTab({ kind: 'run', id }, { keep: true })}
          >
            <IconPlayerPlay size={14} stroke={2} aria-hidden />
            {pageWords.run}
          </button>
          {isCollection && <ExportMenu store={store} id={id} />}
        </div>
        <div className={styles.tabs}>
          <SubTabs<Section>
            label={pageWords.settingsOf(content.name)}
            active={section}
            onChange={setSection}
            tabs={[
              { id: 'docs', label: pageWords.docs, dot: hasDocs },
              {
                id: 'authorization',
                label: pageWords.authorization,
                dot: content.auth.type !== 'inherit',
              },
              { id: 'scripts', label: pageWords.scripts, dot: hasPreRequest || hasTest },
              ...(isCollection
                ? [
                    {
                      id: 'variables' as const,
                      label: pageWords.variables,
                      count: content.variables.length,
                    },
                  ]
                : []),
            ]}
          >
            {section === 'authorization' ? (
              <AuthPane id={id} />
            ) : section === 'scripts' ? (
              <ScriptsTab id={id} />
            ) : section === 'variables' && isCollection ? (
              <CollectionVariables content={content} />
            ) : (
              <MarkdownEditor id={id} />
            )}
          </SubTabs>
        </div>
      </div>
    </ScopesContext>
  );
}

function CollectionVariables({ content }: { readonly content: CollectionContent }) {
  return (
    <VariablesTable owner={{ node: content.id, table: 'variables' }} valueOwner={content.id} />
  );
}

function ExportMenu({ store, id }: { readonly store: DocStore; readonly id: NodeId }) {
  return (
    <Menu position="bottom-end" width={220} offset={4}>
      <Menu.Target>
        <IconButton label={pageWords.more}>
          <IconDots size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {collectionFormats.map(([format, label]) => (
          <Menu.Item key={format} onClick={() => exportCollectionAs(store, id, format)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
