import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
import { errorMessage } from '@scratchpad/core';
import { useEffect, useRef, useState } from 'react';
import { responseWords as words } from './words.ts';
import styles from './bodyView.module.css';

/** Longer documents are cut. */
const MAX_PAGES = 200;
/** Pictures with more pixels are left out. */
const MAX_PIXELS = 50_000_000;

/** One for the page; it is there from the first PDF on. */
GlobalWorkerOptions.workerPort ??= new Worker(new URL('./pdfWorker.ts', import.meta.url), {
  type: 'module',
});

/**
 * A PDF, drawn page by page onto canvases. It is only ever drawn: its scripts, forms, links and attachments are never
 * looked at, and nothing of it is fetched.
 */
export function PdfView({ body }: { readonly body: Blob }) {
  const [state, setState] = useState<PDFDocumentProxy | string | null>(null);
  useEffect(() => {
    let gone = false;
    let task: ReturnType<typeof getDocument> | undefined;
    const open = async () => {
      task = getDocument({
        data: new Uint8Array(await body.arrayBuffer()),
        enableXfa: false,
        useWasm: false,
        useSystemFonts: true,
        maxImageSize: MAX_PIXELS,
      });
      const document = await task.promise;
      if (!gone) setState(document);
    };
    open().catch((thrown: unknown) => {
      if (!gone) setState(words.pdfFailed(errorMessage(thrown)));
    });
    return () => {
      gone = true;
      void task?.destroy();
    };
  }, [body]);
  if (state === null) return <p className={styles.note} aria-busy="true" />;
  if (typeof state === 'string')
    return (
      <p className={styles.note} role="alert">
        {state}
      </p>
    );
  const shown = Math.min(state.numPages, MAX_PAGES);
  return (
    <div
      className={styles.pdf}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key
      tabIndex={0}
      role="group"
      aria-label={words.pdf}
    >
      {Array.from({ length: shown }, (_, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a page is its number
        <Page key={at} document={state} number={at + 1} />
      ))}
      {shown < state.numPages && (
        <p className={styles.note}>{words.pdfLong(shown, state.numPages)}</p>
      )}
    </div>
  );
}

/** One page, drawn when it comes into sight. */
function Page({
  document,
  number,
}: {
  readonly document: PDFDocumentProxy;
  readonly number: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    let gone = false;
    const draw = async () => {
      const page = await document.getPage(number);
      const scale = (element.clientWidth * devicePixelRatio) / page.getViewport({ scale: 1 }).width;
      const viewport = page.getViewport({ scale });
      if (gone) return;
      element.width = viewport.width;
      element.height = viewport.height;
      await page.render({ canvas: element, viewport, annotationMode: 0 }).promise;
      element.dataset['drawn'] = '';
    };
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      // A page that cannot be drawn stays white; the others are not affected.
      draw().catch(() => element.setAttribute('data-failed', ''));
    });
    observer.observe(element);
    return () => {
      gone = true;
      observer.disconnect();
    };
  }, [document, number]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={words.pdfPage(number, document.numPages)}
      width={595}
      height={842}
    />
  );
}
