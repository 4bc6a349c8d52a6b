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
