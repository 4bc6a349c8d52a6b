import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, WEB_DIR, WEB_DIST } from './paths.ts';
import { runTool, type ProcessResult } from './runProcess.ts';

// Inside the build, so that whatever replaces the build takes the stamp away. The agent serves no dot files.
const STAMP_FILE = join(WEB_DIST, '.scratchpad-build');

const INPUTS = [
  'packages/web/{src,public}/**/*',
  'packages/web/*.{html,json,ts}',
  'packages/core/src/**/*',
  'pnpm-lock.yaml',
];
const NOT_INPUTS = ['**/*.test.{ts,tsx}', '**/e2e/**', '**/node_modules/**', '**/dist/**'];

/** Builds the web app unless what stands in `dist` was made from just these sources; then it answers `null`. */
export async function buildWeb(): Promise<ProcessResult | null> {
  const stamp = hashOfInputs();
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === stamp) return null;
  const result = await runTool('vite', ['build'], { cwd: WEB_DIR });
  if (result.code === 0) writeFileSync(STAMP_FILE, stamp);
  return result;
}

/** Builds the web app for a program that serves it, and says so on stderr; without it that program ends. */
export async function prepareWeb(): Promise<void> {
  process.stderr.write('Preparing the web app …\n');
  const result = await buildWeb();
  if (result === null || result.code === 0) return;
  process.stderr.write(`The web app could not be built:\n${result.output}\n`);
  process.exit(1);
}

function hashOfInputs(): string {
  const hash = createHash('sha256');
  const entries = globSync(INPUTS, { cwd: ROOT, exclude: NOT_INPUTS, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.toSorted())
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
