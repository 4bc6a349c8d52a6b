import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { WEB_DIR } from './paths.ts';
import { runProcess, runTool } from './runProcess.ts';

/** The headless shell first: the same engine without a browser's windows, and so a third faster where pages are many. */
const SHELL = 'chromium-headless-shell';
const NAMES = [
  SHELL,
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

/** What keeps visualizations from the network (`Connection-Allowlist`) is seen to hold from this version on; 150 lacks it. */
const OLDEST = 156;

/**
 * The path of a Chromium: `CHROME_PATH`, then one on PATH that is not too old, then one installed just now: by apt-get
 * as root, else by Playwright. Throws when there is none to be had.
 */
export async function findBrowser(): Promise<string> {
  const given = process.env['CHROME_PATH'];
  if (given) return given;
  const found = onPath();
  if (found !== null && (await versionOf(found)) >= OLDEST) return found;
  return (await byApt()) || byPlaywright();
}

async function versionOf(file: string): Promise<number> {
  const { output } = await runProcess(file, ['--version']);
  return Number(/(\d+)\.\d+\.\d+/.exec(output)?.[1] ?? 0);
}

function onPath(): string | null {
  const dirs = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = NAMES.flatMap((name) => dirs.map((dir) => join(dir, name)));
  return candidates.find((file) => isExecutable(file)) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function byApt(): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  process.stderr.write('No recent Chromium found; installing it with apt-get …\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runProcess('apt-get', ['update'], { env });
  await runProcess('apt-get', ['install', '-y', '--no-install-recommends', SHELL], { env });
  return onPath();
}

async function byPlaywright(): Promise<string> {
  process.stderr.write('No recent Chromium found; installing it with Playwright …\n');
  const options = { cwd: WEB_DIR, bin: 'playwright' };
  const install = await runTool('@playwright/test', ['install', 'chromium'], options);
  const found = await runProcess(
    process.execPath,
    ['-p', "require('@playwright/test').chromium.executablePath()"],
    { cwd: WEB_DIR },
  );
  const path = found.output.trim();
  if (isExecutable(path)) return path;
  throw new Error(
    `No browser to test in. Install Chromium or name one in CHROME_PATH. Playwright said:\n${install.output}`,
  );
}
