import { useCallback, useEffect, useState } from 'react';
import { type BodyKind, createDecoder } from './bodyKind.ts';
import { responseWords as words } from './words.ts';
import styles from './bodyView.module.css';

/** In the frame nothing runs and nothing is loaded: the page is shown as the bytes that came, and no more. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:";

/** A picture, or an HTML page in a frame without scripts and network. */
export function Preview(props: {
  readonly body: Blob;
  readonly contentType: string;
  readonly kind: BodyKind | null;
}) {
  const { body, kind, contentType } = props;
  if (!kind) return null;
  if (kind.isImage) return <Picture body={body} contentType={contentType} />;
  if (kind.language === 'html') return <Page body={body} charset={kind.charset} />;
  return <p className={styles.note}>{words.noPreview}</p>;
}

function Picture({ body, contentType }: { readonly body: Blob; readonly contentType: string }) {
  // The address lives as long as the element that shows it.
  const show = useCallback(
    (image: HTMLImageElement) => {
      image.src = URL.createObjectURL(
        body.type === contentType ? body : body.slice(0, body.size, contentType),
      );
      return () => URL.revokeObjectURL(image.src);
    },
    [body, contentType],
  );
  return (
    <div className={styles.picture}>
      <img ref={show} alt={words.image} />
    </div>
  );
}

function Page({ body, charset }: { readonly body: Blob; readonly charset: string }) {
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void body.arrayBuffer().then((bytes) => {
      if (!gone) setHtml(createDecoder(charset).decode(bytes));
    });
    return () => {
      gone = true;
    };
  }, [body, charset]);
  if (html === null) return null;
  return (
    <iframe
      className={styles.frame}
      title={words.previewFrame}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={withPolicy(html)}
    />
  );
}

/** Puts the policy first, but behind the doctype, without which the page would be laid out in quirks mode. */
function withPolicy(html: string): string {
  return html.replace(
    /^\s*(?:<!doctype[^>]*>)?/i,
    (start) => `${start}<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
  );
}
