import { useEffect, useState } from 'react';
import { renderMarkdown } from '../editors/markdown.ts';
import { documentationWords as words } from './words.ts';

/** Texts longer than this are cut: a page is for reading. */
const MAX_CHARS = 50_000;
/** Texts with more lines are folded. */
const MAX_LINES = 40;

/** Markdown as it may be shown. Pictures of the network stay away: see `renderMarkdown`. */
export function DocMarkdown({ text }: { readonly text: string }) {
  const [html, setHtml] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    renderMarkdown(text).then(
      (rendered) => {
        if (!gone) setHtml(rendered);
      },
      // Without its parser (offline, not cached yet) a description is read as it is written.
      () => {
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
    };
  }, [text]);
  if (failed) return <p className="doc-plain">{text}</p>;
  if (html === null) return <div className="sp-prose" aria-busy="true" />;
  // oxlint-disable-next-line react/no-danger -- sanitised by DOMPurify in renderMarkdown
  return <div className="sp-prose" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Code or a body; a long one is folded, a very long one cut. */
export function DocCode({ label, text }: { readonly label: string; readonly text: string }) {
  const shown = text.slice(0, MAX_CHARS);
  const lines = shown.split('\n').length;
  const code = (
    <>
      <pre className="doc-code">
        <code>{shown}</code>
      </pre>
      {shown !== text && <p className="doc-note">{words.cut(shown.length, text.length)}</p>}
    </>
  );
  if (lines <= MAX_LINES)
    return (
      <figure className="doc-figure">
        <figcaption>{label}</figcaption>
        {code}
      </figure>
    );
  return (
    <details className="doc-figure">
      <summary>
        {label} <span className="doc-note">{words.lines(lines)}</span>
      </summary>
      {code}
    </details>
  );
}
