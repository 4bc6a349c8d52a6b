/** Files in Node: reading, writing and converting, next to what others take to load the same files. */
import { spawnSync } from 'node:child_process';
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

/** Says at the end of a process how long it had a processor, which other programs hardly change. */
const CPU_HOOK =
  'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();process.stderr.write(`cpu ${(user+system)/1000}`)})';

function cpuMsOf(args: readonly string[], cwd: string): number {
  const { stderr } = spawnSync(process.execPath, ['--import', CPU_HOOK, TASK, ...args], {
    cwd,
    encoding: 'utf8',
  });
  return Number(/cpu ([\d.]+)$/.exec(stderr)?.[1]);
}

/** `scratchpad convert` in a process of its own, above what the process takes to say its usage. */
function measureConvert(what: string, file: string, cwd: string): Figure[] {
  const best = (args: readonly string[]): number =>
    Math.min(...Array.from({ length: RUNS }, () => cpuMsOf(args, cwd)));
  const start = best(['--help']);
  const convert = best(['convert', file, '-o', 'out.json']) - start;
  return [
    { what: `${what}: start-up of the command, CPU`, value: ms(start) },
    {
      what: `${what}: convert above start-up, CPU`,
      value: ms(convert),
      ...(what === 'cisco-fmc' ? { budget: '≤ 500 ms' } : {}),
    },
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'scratchpad-files-'));
try {
  const figures: Figure[] = [];
  if (existsSync(CISCO)) {
    figures.push(...(await measureFile('cisco-fmc', readFileSync(CISCO, 'utf8'))));
    figures.push(...measureConvert('cisco-fmc', CISCO, folder));
  } else figures.push({ what: 'cisco-fmc', value: 'skipped: ../shared/data is absent' });
  const large = `${REQUESTS.toLocaleString('en')} requests`;
  const file = join(folder, 'large.json');
  writeFileSync(file, createLargeFile(REQUESTS));
  figures.push(...(await measureFile(large, readFileSync(file, 'utf8'))));
  figures.push(...measureConvert(large, file, folder));
  report('Files (Node)', figures);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
