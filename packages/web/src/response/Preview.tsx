import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { type BodyKind, createDecoder } from './bodyKind.ts';
import { toInertPage } from './inertPage.ts';
import { responseWords as words } from './words.ts';
import styles from './bodyView.module.css';

const PdfView = lazy(async () => ({ default: (await import('./PdfView.tsx')).PdfView }));

/** A picture, sound, film or PDF, or an HTML page in a frame without scripts and network. */
export function Preview(props: {
  readonly body: Blob;
  readonly contentType: string;
  readonly kind: BodyKind | null;
}) {
  const { body, kind, contentType } = props;
  if (!kind) return null;
  if (kind.isPdf)
    return (
      <Suspense>
        <PdfView body={body} />
      </Suspense>
    );
  if (kind.media !== null)
    return <Player body={body} contentType={contentType} media={kind.media} />;
  if (kind.isImage) return <Picture body={body} contentType={contentType} />;
  if (kind.language === 'html') return <Page body={body} charset={kind.charset} />;
  return <p className={styles.note}>{words.noPreview}</p>;
}

/** A blob with the type that the server said, whose address is good for an element of its kind. */
function typed(body: Blob, contentType: string): Blob {
  return body.type === contentType ? body : body.slice(0, body.size, contentType);
}

function Picture({ body, contentType }: { readonly body: Blob; readonly contentType: string }) {
  // The address lives as long as the element that shows it.
  const show = useCallback(
    (image: HTMLImageElement) => {
      if (!contentType.startsWith('image/svg')) {
        image.src = URL.createObjectURL(typed(body, contentType));
        return () => URL.revokeObjectURL(image.src);
      }
      // Opened in a tab of its own, a drawing under a blob address would be a page of this origin; data never is.
      const reader = new FileReader();
      reader.onload = () => {
        if (typeof reader.result === 'string') image.src = reader.result;
      };
      reader.readAsDataURL(typed(body, 'image/svg+xml'));
      return () => reader.abort();
    },
    [body, contentType],
  );
  return (
    <div className={styles.picture}>
      <img ref={show} alt={words.image} />
    </div>
  );
}

function Player(props: {
  readonly body: Blob;
  readonly contentType: string;
  readonly media: 'audio' | 'video';
}) {
  const { body, contentType, media } = props;
  const show = useCallback(
    (player: HTMLMediaElement | null) => {
      if (!player) return undefined;
      player.src = URL.createObjectURL(typed(body, contentType));
      return () => {
        URL.revokeObjectURL(player.src);
        player.removeAttribute('src');
      };
    },
    [body, contentType],
  );
  return (
    <div className={styles.player}>
      {media === 'audio' ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- an answer brings no captions
        <audio ref={show} controls aria-label={words.audio} />
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- an answer brings no captions
        <video ref={show} controls aria-label={words.video} />
      )}
    </div>
  );
}

function Page({ body, charset }: { readonly body: Blob; readonly charset: string }) {
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void body.arrayBuffer().then((bytes) => {
      if (!gone) setHtml(toInertPage(createDecoder(charset).decode(bytes)));
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
      srcDoc={html}
    />
  );
}
