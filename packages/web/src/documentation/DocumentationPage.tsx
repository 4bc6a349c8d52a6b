import { IconFileExport, IconPencil, IconPrinter } from '@tabler/icons-react';
import { errorMessage, type NodeId } from '@scratchpad/core';
import { useMemo, useRef } from 'react';
import { useDocStore, useNodeSummary, useTree } from '../app/docHooks.ts';
import { openTab, targetOfNode } from '../app/tabs.ts';
import { showToast } from '../app/toasts.tsx';
import { appWords } from '../app/words.ts';
import { downloadFile, fileName } from '../import/exportFile.ts';
import { setSnippetState, useSnippetState } from '../snippets/snippetState.ts';
import { findTarget, useGenerators } from '../snippets/useSnippet.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import type { SampleWish } from './DocSample.tsx';
import { DocSection } from './DocSection.tsx';
import { listEntries } from './entries.ts';
import { TableOfContents } from './TableOfContents.tsx';
import { useCurrentSection } from './useCurrentSection.ts';
import { useLightPrint } from './useLightPrint.ts';
import { useShownCount } from './useShownCount.ts';
import { documentationWords as words } from './words.ts';
import './documentation.css';
import './print.css';
import '../editors/prose.css';
import styles from './documentationPage.module.css';

/** A collection or folder as a page to read, to print, and to give away. */
export function DocumentationPage({ id }: { readonly id: NodeId }) {
  const { index } = useDocStore();
  const tree = useTree();
  const node = useNodeSummary(id);
  const entries = useMemo(() => listEntries(index, tree, id), [index, tree, id]);
  const shown = useShownCount(entries.length);
  const isComplete = shown >= entries.length;
  const wish = useSampleWish();
  const page = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const current = useCurrentSection(scroller, entries, isComplete);
  useLightPrint();
  if (!node) return null;
  const name = node.name || appWords.untitled;
  const save = async () => {
    if (!page.current) return;
    const { exportHtml } = await import('./exportHtml.ts');
    downloadFile(fileName(name, 'html'), await exportHtml(page.current, name), 'text/html');
  };
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <span className={styles.name}>{appWords.docsName(name)}</span>
        {!isComplete && (
          <span role="status" className={styles.busy}>
            {words.preparing}
          </span>
        )}
        <span className={styles.spring} />
        <CodeChoice />
        <button
          type="button"
          className={styles.button}
          aria-label={words.edit}
          onClick={() => openTab(targetOfNode(node.kind, id), { keep: true })}
        >
          <IconPencil size={14} stroke={2} aria-hidden />
          <span>{words.edit}</span>
        </button>
        <button
          type="button"
          className={styles.button}
          aria-label={words.print}
          disabled={!isComplete}
          onClick={() => window.print()}
        >
          <IconPrinter size={14} stroke={2} aria-hidden />
          <span>{words.print}</span>
        </button>
        <button
          type="button"
          className={styles.button}
          aria-label={words.exportHtml}
          disabled={!isComplete}
          onClick={() =>
            void save().catch((thrown: unknown) =>
              showToast({ message: words.failed(errorMessage(thrown)), sticky: true }),
            )
          }
        >
          <IconFileExport size={14} stroke={2} aria-hidden />
          <span>{words.exportHtml}</span>
        </button>
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key
        tabIndex={0}
        role="region"
        aria-label={appWords.docsName(name)}
      >
        <div ref={page} className="doc-page">
          <article className="doc-article" aria-busy={!isComplete}>
            {entries.slice(0, shown).map((entry) => (
              <DocSection
                key={entry.id}
                id={entry.id}
                depth={entry.depth}
                wish={wish === 'loading' ? null : wish}
              />
            ))}
            {entries.length === 1 && <p className="doc-note">{words.empty}</p>}
            {wish === 'loading' && <span aria-busy="true" data-page-only="" />}
          </article>
          <TableOfContents entries={entries} current={current} />
        </div>
      </div>
    </div>
  );
}

/** How code is shown; null when the generators cannot be loaded. */
function useSampleWish(): SampleWish | null | 'loading' {
  const generators = useGenerators();
  const { language, variants } = useSnippetState();
  return useMemo(() => {
    if (generators === null) return 'loading';
    if (generators === 'failed') return null;
    return { generators, target: findTarget(generators.listLanguages(), language, variants) };
  }, [generators, language, variants]);
}

/** The language of the code; the same choice as beside a request. */
function CodeChoice() {
  const generators = useGenerators();
  const { language, variants } = useSnippetState();
  if (generators === null || generators === 'failed') return null;
  const languages = generators.listLanguages();
  const target = findTarget(languages, language, variants);
  const separator = '\n';
  return (
    <PlainSelect
      label={words.codeIn}
      value={target.language + separator + target.variant}
      options={languages.flatMap(({ id, label, variants: all }) =>
        all.map((variant) => ({
          value: id + separator + variant,
          label: all.length > 1 ? `${label}, ${variant}` : label,
        })),
      )}
      onChange={(value) => {
        const [chosen = '', variant = ''] = value.split(separator);
        setSnippetState({ language: chosen, variants: { ...variants, [chosen]: variant } });
      }}
    />
  );
}
