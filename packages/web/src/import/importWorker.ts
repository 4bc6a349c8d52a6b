/** Worker: reads files and encodes what they hold, so that a large one never holds up the page. */
import { encodeCollections, type JsonObject } from '@scratchpad/core';
import { type ParsedFile, readFiles } from '@scratchpad/core/formats';
import type { FromWorker, ImportInput, ReadFile, ToWorker } from './importMessages.ts';

let parsed: ParsedFile[] = [];

function say(message: FromWorker): void {
  postMessage(message);
}

async function read(inputs: readonly ImportInput[]): Promise<void> {
  const contents = await Promise.all(
    inputs.map(async ({ name, data }) => ({
      name,
      content: typeof data === 'string' ? data : new Uint8Array(await data.arrayBuffer()),
    })),
  );
  const total = inputs.length;
  say({ type: 'progress', done: 0, total });
  const results = await readFiles(contents, (done) => say({ type: 'progress', done, total }));
  parsed = results.flatMap((result) => result.parsed ?? []);
  const files = results.map(({ name, parsed: file, error }): ReadFile => ({
    name,
    report: file?.report ?? null,
    error: error && { code: error.code, message: error.message },
  }));
  say({ type: 'read', files });
}

function encode(lastOrder: string | null): void {
  const specs = parsed.flatMap((file) => file.collections);
  say({
    type: 'encoded',
    encoded: specs.length > 0 ? encodeCollections(specs, lastOrder) : null,
    requests: parsed.flatMap((file) => file.requests),
    environments: parsed.flatMap((file) => file.environments),
    globals: parsed.flatMap((file) => file.globals ?? []),
    globalsUnknown: Object.assign({}, ...parsed.map((file) => file.globalsUnknown)) as JsonObject,
    blobs: parsed.flatMap((file) => file.blobs),
  });
}

onmessage = (event: MessageEvent<ToWorker>) => {
  if (event.data.type === 'encode') encode(event.data.lastOrder);
  else void read(event.data.inputs);
};
