import { TextStream } from '../editors/textStream.ts';
import { createDecoder } from './bodyKind.ts';
import { prettyText } from './prettyText.ts';
import type { PrettyAnswer, PrettyTask } from './prettyWorker.ts';

/** Bodies above this are read, and made pretty, in a worker that hands the text over in pieces. */
const WORKER_BYTES = 256 * 1024;

/** How a body is to be read. */
export interface ReadOptions {
  readonly charset: string;
  readonly language: string;
  readonly pretty: boolean;
}

/** The body as text: as it came, or indented by its language. Resolves when the first piece is there. */
export async function readText(
  body: Blob,
  options: ReadOptions,
  signal: AbortSignal,
): Promise<TextStream> {
  if (body.size > WORKER_BYTES) return readInWorker(body, options, signal);
  return TextStream.of(
    options.pretty
      ? await prettyText(body, options.charset, options.language)
      : createDecoder(options.charset).decode(await body.arrayBuffer()),
  );
}

function readInWorker(body: Blob, options: ReadOptions, signal: AbortSignal): Promise<TextStream> {
  const worker = new Worker(new URL('./prettyWorker.ts', import.meta.url), { type: 'module' });
  const stream = new TextStream(body.size);
  signal.addEventListener('abort', () => worker.terminate());
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PrettyAnswer>) => {
      if ('error' in data) {
        reject(new Error(data.error));
        worker.terminate();
        return;
      }
      stream.push(data.piece);
      resolve(stream);
      if (data.isLast) {
        stream.complete();
        worker.terminate();
        return;
      }
      // The next piece is asked for after the page had its turn to paint and to answer.
      requestAnimationFrame(() => setTimeout(() => worker.postMessage('more')));
    };
    worker.onerror = (event) => reject(new Error(event.message || 'The worker could not start.'));
    worker.postMessage({ body, ...options } satisfies PrettyTask);
  });
}
