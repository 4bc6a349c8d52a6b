import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findBrowser } from '../lib/findBrowser.ts';
import { CACHE_DIR, ROOT, WEB_DIR } from '../lib/paths.ts';
import { runTool } from '../lib/runProcess.ts';
import { resultOfTests, type Check, type CheckResult } from './check.ts';

const reportSchema = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });

/** Unit, property and integration tests: everything that runs in Node. */
export const unitCheck: Check = {
  name: 'unit',
  run: () => runVitest('unit', ROOT, []),
};

/** Component tests in a real browser (`*.browser.test.tsx`), as soon as there are any. */
export const browserCheck: Check = {
  name: 'browser',
  run: async () => {
    const config = 'vitest.browser.config.ts';
    const tests = globSync('src/**/*.browser.test.{ts,tsx}', { cwd: WEB_DIR });
    if (!existsSync(join(WEB_DIR, config)) || tests.length === 0) {
      return { passed: 0, failed: 0, output: '', skipped: 'no browser component tests yet' };
    }
    return runVitest('browser', WEB_DIR, ['--config', config], {
      CHROME_PATH: await findBrowser(),
    });
  },
};

async function runVitest(
  name: string,
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CheckResult> {
  mkdirSync(CACHE_DIR, { recursive: true });
  const reportFile = join(CACHE_DIR, `vitest-${name}.json`);
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const process_ = await runTool('vitest', ['run', ...args, ...reporters], {
    cwd,
    env: { ...process.env, ...env },
  });
  if (!existsSync(reportFile)) return resultOfTests(process_, null);
  const report = reportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  return resultOfTests(process_, { passed: report.numPassedTests, failed: report.numFailedTests });
}
