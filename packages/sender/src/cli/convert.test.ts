/** The command as people run it: a process of its own, on real files. */
import { execFile } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rm } from 'node:fs/promises';

const ROOT = join(import.meta.dirname, '../../../..');
const TASK = join(ROOT, 'scripts/tasks/scratchpad.ts');
const DATA = join(ROOT, '../shared/data');
const hasData = existsSync(DATA);

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scratchpad-convert-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(
  args: readonly string[],
  input = '',
  nodeOptions: readonly string[] = [],
): Promise<Outcome> {
  const { INIT_CWD: _, ...env } = process.env;
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [...nodeOptions, TASK, ...args],
      { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
        done({ code, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

const SMALL = JSON.stringify({
  info: {
    name: 'Small',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  item: [
    {
      name: 'R',
      vendor: 1,
      request: { method: 'GET', header: [], url: 'https://x/y' },
      response: [],
    },
  ],
});

describe('scratchpad convert', () => {
  test('from standard input to standard output, which holds nothing else', async () => {
    const { code, stdout, stderr } = await run(['convert', '-', '--to', 'postman-2.0'], SMALL);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      info: { name: 'Small' },
      item: [{ name: 'R', vendor: 1 }],
    });
    expect(stderr).toBe(
      'standard input: collection-2.1; 1 collection, 1 request\nKept, not understood:\n  item[0].vendor: "vendor" is not understood; it is kept and exported again.\n',
    );
  });

  test('the report is JSON when a program asks', async () => {
    const { stderr } = await run(['convert', '-', '-o', 'report.json', '--report', 'json'], SMALL);
    expect(JSON.parse(stderr)).toMatchObject({
      format: 'collection-2.1',
      counts: { collections: 1, requests: 1 },
      kept: [{ path: 'item[0].vendor', count: 1 }],
      written: ['report.json'],
    });
  });

  test('the report for programs says everything', async () => {
    writeFileSync(join(folder, 'report-in.json'), SMALL);
    const { stderr } = await run(
      ['convert', 'report-in.json', '-', '-o', 'report-out', '--report', 'json'],
      JSON.stringify({
        name: 'Env',
        values: [{ key: 'password', value: 'kT9#vq2!Lm7z' }],
        _postman_variable_scope: 'environment',
      }),
    );
    const counts = {
      collections: 0,
      folders: 0,
      requests: 0,
      webSockets: 0,
      examples: 0,
      environments: 0,
      variables: 0,
      secrets: 0,
    };
    expect(JSON.parse(stderr)).toStrictEqual({
      fileName: 'report-in.json, standard input',
      to: 'postman-2.1',
      format: 'collection-2.1, environment',
      files: [
        {
          fileName: 'report-in.json',
          format: 'collection-2.1',
          counts: { ...counts, collections: 1, requests: 1 },
        },
        {
          fileName: 'standard input',
          format: 'environment',
          counts: { ...counts, environments: 1, variables: 1 },
        },
      ],
      counts: { ...counts, collections: 1, requests: 1, environments: 1, variables: 1 },
      adapted: [],
      kept: [
        {
          path: 'report-in.json: item[0].vendor',
          message: '"vendor" is not understood; it is kept and exported again.',
          count: 1,
        },
      ],
      leftOut: [],
      likelySecrets: [
        { path: 'standard input: Env: variable password', message: 'secret value', count: 1 },
      ],
      notWritten: [],
      refused: [],
      written: [
        'report-out/Small.postman_collection.json',
        'report-out/Env.postman_environment.json',
      ],
    });
    expect(stderr).not.toContain('kT9#');
  });

  test.each([
    ['curl', /^curl 'https:\/\/x\/y'/],
    ['har', /"version": "1.2"/],
    ['openapi', /"openapi": "3.1.0"/],
    ['dump', /"version": 1/],
  ])('to %s', async (format, pattern) => {
    const { code, stdout } = await run(['convert', '-', '--to', format], SMALL);
    expect([code, stdout]).toStrictEqual([0, expect.stringMatching(pattern)]);
  });

  test.each<[string, string[], string, number, RegExp]>([
    [
      'a file that is not there',
      ['convert', 'nowhere.json'],
      '',
      1,
      /^There is no file nowhere\.json\.\n$/,
    ],
    [
      'a file that breaks off',
      ['convert', '-', '-o', 'x.json'],
      '{"info": {',
      1,
      /^standard input stops at line 1, column 11: .* Nothing was converted\.\n$/,
    ],
    [
      'another format than said',
      ['convert', '-', '--from', 'har', '-o', 'x.json'],
      SMALL,
      1,
      /^standard input is collection-2\.1, not har\./,
    ],
    [
      'no environment in it',
      ['convert', '-', '--to', 'environment', '-o', 'x.json'],
      SMALL,
      1,
      /^The file holds no environment/,
    ],
    [
      'a place that cannot be written',
      ['convert', '-', '-o', 'no/such/x.json'],
      SMALL,
      1,
      /^no\/such\/x\.json could not be written: ENOENT/,
    ],
    [
      'a format that cannot be written',
      ['convert', '-', '--to', 'word'],
      SMALL,
      2,
      /^--to wants one of postman-2\.1, /,
    ],
    [
      'an option that is none',
      ['convert', '-', '--bogus'],
      SMALL,
      2,
      /^Unknown option '--bogus'\n$/,
    ],
    ['no file', ['convert'], '', 2, /^Say which file/],
    ['no command', [], '', 2, /^Usage: /],
  ])('fails with one line: %s', async (_, args, input, code, message) => {
    const before = readdirSync(folder).sort();
    const outcome = await run(args, input);
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr.trimEnd()).not.toContain('\n');
    expect(readdirSync(folder).sort()).toStrictEqual(before);
  });

  test('of many files one that fails does not stop the others', async () => {
    mkdirSync(join(folder, 'mix/sub'), { recursive: true });
    writeFileSync(join(folder, 'mix/cut.json'), SMALL.slice(0, -3));
    writeFileSync(join(folder, 'mix/sub/a.json'), SMALL.replace('"Small"', '"A"'));
    writeFileSync(join(folder, 'mix/sub/huge.json'), '');
    truncateSync(join(folder, 'mix/sub/huge.json'), 201 * 1024 * 1024);
    writeFileSync(join(folder, 'b.json'), SMALL.replace('"Small"', '"B"'));
    const args = ['convert', 'mix', 'nowhere.json', 'b.json', '-o', 'mixed'];
    const { code, stderr } = await run([...args, '--report', 'json']);
    expect(code).toBe(1);
    const report = JSON.parse(stderr) as { refused: { fileName: string; message: string }[] };
    expect(report).toMatchObject({
      counts: { collections: 2 },
      written: ['mixed/A.postman_collection.json', 'mixed/B.postman_collection.json'],
    });
    expect(report.refused.map(({ fileName, message }) => [fileName, message])).toStrictEqual([
      [
        'mix/cut.json',
        expect.stringMatching(/^mix\/cut\.json stops at line 1, column \d+: [^.]*\.$/),
      ],
      ['mix/sub/huge.json', expect.stringMatching(/^mix\/sub\/huge\.json is larger than 200 MB/)],
      ['nowhere.json', 'There is no file nowhere.json.'],
    ]);
    expect(readdirSync(join(folder, 'mixed')).sort()).toStrictEqual([
      'A.postman_collection.json',
      'B.postman_collection.json',
    ]);
    const text = await run(args);
    expect([text.code, text.stderr]).toStrictEqual([
      1,
      expect.stringMatching(/\n3 of 5 files could not be read\.\n$/),
    ]);
  });

  test('of many files those of another format than said are refused', async () => {
    writeFileSync(join(folder, 'one.json'), SMALL);
    writeFileSync(join(folder, 'two.json'), '{"name": "Env", "values": []}');
    const args = ['--from', 'environment', '-o', 'from-out', '--report', 'json'];
    const { code, stderr } = await run(['convert', 'one.json', 'two.json', ...args]);
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({
      refused: [{ fileName: 'one.json', code: 'wrong-format' }],
      written: ['from-out/Env.postman_environment.json'],
    });
  });

  test('a folder in which nothing can be read is an error, and nothing is written', async () => {
    mkdirSync(join(folder, 'bad'));
    writeFileSync(join(folder, 'bad/a.json'), '[1]');
    const { code, stderr } = await run(['convert', 'bad', 'nowhere', '-o', 'bad-out']);
    expect([code, stderr.split('\n').length]).toStrictEqual([1, 2]);
    expect(existsSync(join(folder, 'bad-out'))).toBe(false);
  });

  test('all files are written or none', async () => {
    const out = join(folder, 'all-or-none');
    // In the way of the second file; the first has an older version.
    mkdirSync(join(out, 'Env.postman_environment.json'), { recursive: true });
    writeFileSync(join(out, 'Small.postman_collection.json'), 'old');
    writeFileSync(join(folder, 'c.json'), SMALL);
    writeFileSync(join(folder, 'e.json'), '{"name": "Env", "values": []}');
    const { code, stderr } = await run(['convert', 'c.json', 'e.json', '-o', 'all-or-none']);
    expect([code, stderr]).toStrictEqual([
      1,
      expect.stringMatching(/^all-or-none could not be written: .* is a folder\.\n$/),
    ]);
    expect(readdirSync(out).sort()).toStrictEqual([
      'Env.postman_environment.json',
      'Small.postman_collection.json',
    ]);
    expect(readFileSync(join(out, 'Small.postman_collection.json'), 'utf8')).toBe('old');
  });

  test('a cut archive leaves nothing', async () => {
    writeFileSync(join(folder, 'cut.zip'), new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]));
    const { code, stderr } = await run(['convert', 'cut.zip', '-o', 'cut']);
    expect([code, stderr]).toStrictEqual([
      1,
      expect.stringMatching(/^cut\.zip (is a zip archive|holds no file)/),
    ]);
    expect(existsSync(join(folder, 'cut'))).toBe(false);
  });
});

describe('200 MB', () => {
  const MAX_BYTES = 200 * 1024 * 1024;
  const START = '{"info": {"name": "x"}, "item": [\n';

  /** Prints the most memory the process had, in MB. */
  const MEMORY_HOOK =
    'data:text/javascript,process.on("exit",()=>process.stderr.write(`memory ${process.resourceUsage().maxRSS/1024}`))';

  function writeLarge(name: string): void {
    const item = `${JSON.stringify({ name: 'r', request: { description: 'y'.repeat(1000) } })},\n`;
    const block = item.repeat(1000);
    const file = openSync(join(folder, name), 'w');
    writeSync(file, START);
    for (let size = START.length; size + block.length < MAX_BYTES; size += block.length)
      writeSync(file, block);
    closeSync(file);
  }

  test.each<[string, (name: string) => void, RegExp]>([
    [
      'more than that is not even read',
      (name) => {
        writeFileSync(join(folder, name), START);
        truncateSync(join(folder, name), MAX_BYTES + 1);
      },
      /^large\.json is larger than 200 MB, which is the most that can be read\. Nothing was converted\./,
    ],
    [
      'just that, of zeros',
      (name) => {
        writeFileSync(join(folder, name), '');
        truncateSync(join(folder, name), MAX_BYTES);
      },
      /^large\.json is not a text file\. Nothing was converted\./,
    ],
    [
      'just that, of a collection that breaks off',
      writeLarge,
      /^large\.json stops at line \d{6}: .* Nothing was converted\./,
    ],
  ])(
    '%s',
    async (_, write, message) => {
      write('large.json');
      const startedAt = Date.now();
      const { code, stderr } = await run(['convert', 'large.json', '-o', 'large.out'], '', [
        '--import',
        MEMORY_HOOK,
      ]);
      expect([code, stderr]).toStrictEqual([1, expect.stringMatching(message)]);
      expect(Number(/memory ([\d.]+)$/.exec(stderr)?.[1])).toBeLessThan(1500);
      expect(Date.now() - startedAt).toBeLessThan(20_000);
      expect(existsSync(join(folder, 'large.out'))).toBe(false);
      await rm(join(folder, 'large.json'));
    },
    60_000,
  );
});

describe.skipIf(!hasData)('on real files', () => {
  test('a dump becomes a folder, and one file again', async () => {
    const { code, stderr } = await run([
      'convert',
      join(DATA, 'dumps/dump.zip'),
      '-o',
      'out',
      '--report',
      'json',
    ]);
    expect(code).toBe(0);
    const names = readdirSync(join(folder, 'out'));
    expect(names.filter((name) => name.endsWith('.postman_collection.json'))).toHaveLength(7);
    expect(names.filter((name) => name.endsWith('.postman_environment.json'))).toHaveLength(6);
    expect(JSON.parse(stderr)).toMatchObject({ written: { length: 13 } });
    const again = await run([
      'convert',
      'out',
      '--to',
      'dump',
      '-o',
      'dump.json',
      '--report',
      'json',
    ]);
    expect(JSON.parse(again.stderr)).toMatchObject({
      counts: { collections: 7, environments: 6 },
      refused: [],
    });
  });

  test('a collection of 3 MB loses nothing', async () => {
    await run(['convert', join(DATA, 'collections/cisco-fmc.v2.1.json'), '-o', 'cisco.json']);
    const first = readFileSync(join(folder, 'cisco.json'), 'utf8');
    await run(['convert', 'cisco.json', '-o', 'cisco2.json']);
    expect(readFileSync(join(folder, 'cisco2.json'), 'utf8')).toBe(first);
  }, 60_000);

  test.each(hasData ? readdirSync(join(DATA, 'collections')) : [])('%s converts', async (name) => {
    const outcome = await run(['convert', join(DATA, 'collections', name), '--to', 'postman-2.1']);
    expect(outcome.code).toBe(0);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ info: {} });
  });
});
