import type { NodeId } from '@scratchpad/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useIsReadOnly, useText } from '../app/docHooks.ts';
import { useWanted } from '../app/reveal.ts';
import { useServices } from '../app/services.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { loadImages } from './loadImages.ts';
import { renderMarkdown } from './markdown.ts';
import { editorWords as words } from './words.ts';
import './prose.css';
import styles from './markdownEditor.module.css';

/** The description of a node: read as a page, written as Markdown. Empty ones open for writing. */
export function MarkdownEditor({ id }: { readonly id: NodeId }) {
  const text = useText(id, 'docs');
  const readOnly = useIsReadOnly();
  const [wantsEdit, setEditing] = useState(text === '');
  const isWanted =
    useWanted((place) => place.kind === 'text' && place.node === id && place.text === 'docs') !==
    null;
  if (isWanted && !wantsEdit) setEditing(true);
  const editing = wantsEdit && !readOnly;
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        {!readOnly && (
          <button type="button" className="sp-link" onClick={() => setEditing(!editing)}>
            {editing ? words.viewDocs : words.editDocs}
          </button>
        )}
      </div>
      <div className={styles.content}>
        {editing ? (
          <CodeEditor
            source={{ node: id, text: 'docs' }}
            language="markdown"
            label={words.addDescription}
            placeholder={words.addDescription}
            wrap
            lineNumbers={false}
          />
        ) : (
          <MarkdownView text={text} />
        )}
      </div>
    </div>
  );
}

/** Markdown as a page. Scripts and styles are taken out, links open elsewhere, pictures of the network wait to be asked for. */
function MarkdownView({ text }: { readonly text: string }) {
  const { agent } = useServices();
  const [html, setHtml] = useState<string | null>(null);
  const [shownImagesOf, setShownImagesOf] = useState<string | null>(null);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    void renderMarkdown(text).then((rendered) => {
      if (!gone) setHtml(rendered);
    });
    return () => {
      gone = true;
    };
  }, [text]);
  // Asked for once, for what was there to be seen then.
  const withImages = html !== null && shownImagesOf === html;
  useEffect(() => {
    if (withImages && host.current) return loadImages(host.current, agent);
    return undefined;
  }, [withImages, agent]);
  const blocked = useMemo(() => (html?.match(/data-blocked-src=/g) ?? []).length, [html]);
  if (html === null) return <div className={styles.page} aria-busy="true" />;
  return (
    <div className={styles.page}>
      {blocked > 0 && !withImages && (
        <p className={styles.blocked}>
          {words.remoteImages(blocked)}{' '}
          <button type="button" className="sp-link" onClick={() => setShownImagesOf(html)}>
            {words.loadImages}
          </button>
        </p>
      )}
      {/* oxlint-disable-next-line react/no-danger -- sanitised by DOMPurify in renderMarkdown */}
      <div ref={host} className="sp-prose" dangerouslySetInnerHTML={{ __html: html }} />
    </div>
  );
}
