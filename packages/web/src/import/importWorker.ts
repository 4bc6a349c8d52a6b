/** Worker: reads files and encodes what they hold, so that a large one never holds up the page. */
import { AppError, encodeCollections, errorMessage, type JsonObject } from '@scratchpad/core';
import { type ParsedFile, readFile } from '@scratchpad/core/formats';
import type { FromWorker, ImportInput, ReadFile, ToWorker } from './importMessages.ts';

let parsed: ParsedFile[] = [];

function say(message: FromWorker): void {
  postMessage(message);
}

async function read(inputs: readonly ImportInput[]): Promise<void> {
  parsed = [];
  const files: ReadFile[] = [];
  for (const [i, { name, data }] of inputs.entries()) {
    say({ type: 'progress', done: i, total: inputs.length });
    try {
      const content = typeof data === 'string' ? data : new Uint8Array(await data.arrayBuffer());
      const file = readFile(name, content);
      parsed.push(file);
      files.push({ name, report: file.report, error: null });
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'unknown';
      files.push({ name, report: null, error: { code, message: errorMessage(error) } });
    }
  }
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
