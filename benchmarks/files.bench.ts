/** Files in Node: reading, writing and converting, next to what others take to load the same files. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFile, stringifyFile, writeCollection } from '@scratchpad/core/formats';
import { createLargeFile } from './collections.ts';
import { type Figure, mb, ms, report, time, type Timing } from './measure.ts';

const ROOT = join(import.meta.dirname, '..');
const TASK = join(ROOT, 'scripts/tasks/scratchpad.ts');
const CISCO = join(ROOT, '../shared/data/collections/cisco-fmc.v2.1.json');
const REQUESTS = 10_000;
const RUNS = 5;

interface Transformer {
  convert(
    collection: unknown,
    options: object,
    done: (error: Error | null, result: unknown) => void,
  ): void;
}
// The peers are test dependencies of core, or theirs; their types are nobody's business here.
const fromCore = createRequire(join(ROOT, 'packages/core/package.json'));
const transformer = fromCore('postman-collection-transformer') as Transformer;
const { Collection } = createRequire(fromCore.resolve('openapi-to-postmanv2'))(
  'postman-collection',
) as { readonly Collection: new (json: unknown) => unknown };

/** The text of a 2.1 file as version 1. */
function transform(text: string): Promise<unknown> {
  const options = { inputVersion: '2.1.0', outputVersion: '1.0.0', retainIds: true };
  return new Promise((resolve, reject) => {
    transformer.convert(JSON.parse(text), options, (error, result) =>
      error ? reject(error) : resolve(result),
    );
  });
}

const ratio = (ours: Timing, theirs: Timing, who: string): string =>
  `${(ours.median / theirs.median).toFixed(2)}x of ${who}: ${ms(theirs.median)}`;

async function measureFile(what: string, text: string): Promise<Figure[]> {
  const bytes = new TextEncoder().encode(text);
  const parsed = await readFile(what, bytes);
  const [collection] = parsed.collections;
  if (!collection) throw new Error(`${what} is no collection.`);
  const blobs = new Map(parsed.blobs.map(({ hash, text: blob }) => [hash, blob]));
  const getBlob = (hash: string): string | undefined => blobs.get(hash);

  const read = await time(RUNS, () => readFile(what, bytes));
  const write = await time(RUNS, () =>
    stringifyFile(writeCollection(collection, { version: '2.1', getBlob })),
  );
  const json = await time(RUNS, () => JSON.parse(text));
  const transformed = await time(RUNS, () => transform(text));
  const loaded = await time(RUNS, () => new Collection(JSON.parse(text)));
  return [
    { what: `${what}: size`, value: mb(bytes.length) },
    {
      what: `${what}: read`,
      value: ms(read.median),
      budget: `${ratio(read, loaded, 'what newman loads it in (postman-collection)')}; ${ratio(read, transformed, 'postman-collection-transformer, 2.1 to 1')}`,
    },
    { what: `${what}: JSON.parse alone`, value: ms(json.median) },
    { what: `${what}: write v2.1`, value: ms(write.median) },
  ];
}

/** `scratchpad convert` in a process of its own, above what the process takes to say its usage. */
async function measureConvert(what: string, file: string, folder: string): Promise<Figure[]> {
  const run = (args: readonly string[]) => (): unknown =>
    execFileSync(process.execPath, [TASK, ...args], { stdio: 'ignore', cwd: folder });
  const start = await time(RUNS, run(['--help']));
  const convert = await time(RUNS, run(['convert', file, '-o', 'out.json']));
  return [
    { what: `${what}: start-up of the command`, value: ms(start.median) },
    {
      what: `${what}: convert above start-up`,
      value: ms(convert.median - start.median),
      ...(what === 'cisco-fmc' ? { budget: '≤ 500 ms' } : {}),
    },
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'scratchpad-files-'));
try {
  const figures: Figure[] = [];
  if (existsSync(CISCO)) {
    figures.push(...(await measureFile('cisco-fmc', readFileSync(CISCO, 'utf8'))));
    figures.push(...(await measureConvert('cisco-fmc', CISCO, folder)));
  } else figures.push({ what: 'cisco-fmc', value: 'skipped: ../shared/data is absent' });
  const large = `${REQUESTS.toLocaleString('en')} requests`;
  const file = join(folder, 'large.json');
  writeFileSync(file, createLargeFile(REQUESTS));
  figures.push(...(await measureFile(large, readFileSync(file, 'utf8'))));
  figures.push(...(await measureConvert(large, file, folder)));
  report('Files (Node)', figures);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
