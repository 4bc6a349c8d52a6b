import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { buildWeb } from '../lib/buildWeb.ts';
import { findBrowser } from '../lib/findBrowser.ts';
import { CACHE_DIR, WEB_DIR, WEB_DIST } from '../lib/paths.ts';
import { runTool, type ProcessResult } from '../lib/runProcess.ts';
import { resultOf, resultOfTests, type Check } from './check.ts';

const INITIAL_SCRIPT_BUDGET_BYTES = 300 * 1024;
/** They take about a quarter of an hour on two cores. */
const STORIES_TIMEOUT_MS = 25 * 60_000;

let building: ReturnType<typeof buildWeb> | null = null;

/** The build that all steps of one run share; a broken one is not tried again. */
async function builtWeb(): Promise<ProcessResult> {
  building ??= buildWeb();
  return (await building) ?? { code: 0, output: '' };
}

/** The web app builds. */
export const buildCheck: Check = {
  name: 'build',
  run: async () => resultOf(await builtWeb()),
};

/**
 * The JavaScript a first visit loads stays in its budget (gzip). Not size-limit: which files those are stands only in
 * the built index.html, as their names are hashes.
 */
export const sizeCheck: Check = {
  name: 'size',
  run: async () => {
    const build = await builtWeb();
    if (build.code !== 0) return resultOf(build);
    const sizes = initialScripts(readFileSync(join(WEB_DIST, 'index.html'), 'utf8')).map(
      (path) => ({
        path,
        sizeBytes: gzipSync(readFileSync(join(WEB_DIST, path))).length,
      }),
    );
    const totalBytes = sizes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const table = sizes
      .map(({ path, sizeBytes }) => `${kib(sizeBytes).padStart(10)}  ${path}`)
      .join('\n');
    const output = `Initial JavaScript is ${kib(totalBytes)}, the budget ${kib(INITIAL_SCRIPT_BUDGET_BYTES)}:\n${table}`;
    const isFine = sizes.length > 0 && totalBytes <= INITIAL_SCRIPT_BUDGET_BYTES;
    return isFine ? { passed: 1, failed: 0, output: '' } : { passed: 0, failed: 1, output };
  },
};

/** The scripts that a built page loads before it does anything: its own and those it preloads. */
export function initialScripts(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const paths = tags
    .filter((tag) => tag.startsWith('<script') || /\brel="?modulepreload/.test(tag))
    .flatMap((tag) => /\b(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1] ?? []);
  return [...new Set(paths.map((path) => path.replace(/^\.?\//, '')))];
}

const storiesReportSchema = z.object({
  stats: z.object({ expected: z.int(), flaky: z.int(), unexpected: z.int() }),
});

/** The stories of `packages/web/e2e`, in a real browser against the built app. A flaky story is a failed one. */
export const storiesCheck: Check = {
  name: 'stories',
  run: async () => {
    if (globSync('e2e/**/*.{spec,test}.ts', { cwd: WEB_DIR }).length === 0) {
      return { passed: 0, failed: 0, output: '', skipped: 'no stories yet' };
    }
    const build = await builtWeb();
    if (build.code !== 0) return resultOf(build);
    mkdirSync(CACHE_DIR, { recursive: true });
    const reportFile = join(CACHE_DIR, 'stories.json');
    rmSync(reportFile, { force: true });
    const env = {
      ...process.env,
      CHROME_PATH: await findBrowser(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
    };
    const process_ = await runTool('@playwright/test', ['test', '--reporter=list,json'], {
      cwd: WEB_DIR,
      env,
      bin: 'playwright',
      timeoutMs: STORIES_TIMEOUT_MS,
    });
    if (!existsSync(reportFile)) return resultOfTests(process_, null);
    const { stats } = storiesReportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
    return resultOfTests(process_, {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
    });
  },
};

function kib(sizeBytes: number): string {
  return `${(sizeBytes / 1024).toFixed(1)} KiB`;
}
