import { spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

const isWindows = process.platform === 'win32';

/**
 * The environment for a child that must find the Node at `nodePath` first. Everything else is passed on: proxies,
 * registries and certificates of the user's own stand in there.
 * @param {string} nodePath
 * @returns {NodeJS.ProcessEnv}
 */
export function withNodeFirst(nodePath) {
  // Windows spells the variable `Path`; setting `PATH` beside it would leave it to chance which one counts.
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [name]: [dirname(nodePath), process.env[name] ?? ''].join(delimiter) };
}

/**
 * Runs `npx` to its end and gives back what it wrote to stdout; stderr is shown as it comes.
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, stdout?: 'read' | 'show' }} options `show` puts stdout on our stderr.
 * @returns {{ ok: boolean, stdout: string }}
 */
export function runNpx(args, { cwd, env = process.env, stdout = 'read' }) {
  const result = spawnSync('npx', args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', stdout === 'read' ? 'pipe' : 2, 2],
    // On Windows npx is a .cmd file, which only a shell runs. No argument here comes from outside.
    shell: isWindows,
  });
  return { ok: result.status === 0, stdout: result.stdout ?? '' };
}
