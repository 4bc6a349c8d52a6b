/** Reads large bodies beside the page and hands their text over piece by piece, each when it is asked for. */
import { createDecoder } from './bodyKind.ts';
import { prettyBytes } from './prettyText.ts';

/** The first message to the worker; each further one asks for the next piece. */
export interface PrettyTask {
  readonly body: Blob;
  readonly charset: string;
  readonly language: string;
  readonly pretty: boolean;
}

/** What the worker answers. */
export type PrettyAnswer =
  | { readonly piece: string; readonly isLast: boolean }
  | { readonly error: string };

/** The first piece fills the screen; later ones are as large as a page takes in without a pause. */
const FIRST_BYTES = 128 * 1024;
const PIECE_BYTES = 2 * 1024 * 1024;

let next: (() => PrettyAnswer) | undefined;

self.onmessage = (event: MessageEvent<PrettyTask | 'more'>) => {
  if (event.data === 'more') {
    if (next) self.postMessage(next());
    return;
  }
  start(event.data).then(
    (pieces) => {
      next = pieces;
      self.postMessage(pieces());
    },
    (thrown: unknown) =>
      self.postMessage({ error: thrown instanceof Error ? thrown.message : String(thrown) }),
  );
};

async function start({ body, charset, language, pretty }: PrettyTask): Promise<() => PrettyAnswer> {
  const raw = new Uint8Array(await body.arrayBuffer());
  const { bytes, encoding } = pretty
    ? prettyBytes(raw, charset, language)
    : { bytes: raw, encoding: charset };
  const decoder = createDecoder(encoding);
  let at = 0;
  return () => {
    const end = Math.min(bytes.length, at + (at === 0 ? FIRST_BYTES : PIECE_BYTES));
    const isLast = end === bytes.length;
    const piece = decoder.decode(bytes.subarray(at, end), { stream: !isLast });
    at = end;
    return { piece, isLast };
  };
}
