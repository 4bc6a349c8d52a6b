import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { withNodeFirst } from './environment.mjs';
import { onParentGone } from './onParentGone.mjs';

const GRACE_MS = 5000;

/**
 * Runs a task and lives exactly as long: its exit code is ours, our end is its end. The task leads a process group of
 * its own, so that nothing it started outlives it.
 * @param {string} nodePath
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function superviseTask(nodePath, args, cwd) {
  const task = spawn(nodePath, args, {
    cwd,
    env: {
      // Without it every start strips the types of every file anew, which takes time and 30 MB.
      NODE_COMPILE_CACHE: join(cwd, 'node_modules', '.cache', 'node-compile'),
      ...withNodeFirst(nodePath),
    },
    stdio: 'inherit',
    detached: process.platform !== 'win32',
  });

  /** @type {NodeJS.Timeout | undefined} */
  let lastResort;
  /** @param {NodeJS.Signals} signal */
  const endTask = (signal) => {
    signalTree(task.pid, signal);
    lastResort ??= setTimeout(() => signalTree(task.pid, 'SIGKILL'), GRACE_MS);
  };

  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => endTask(signal));
  // npm passes SIGTERM to its shell only, and the shell dies of it without a word to us.
  onParentGone(() => endTask('SIGTERM'));

  task.on('error', (error) => {
    process.stderr.write(`The task could not be started: ${error.message}\n`);
    process.exit(1);
  });
  task.on('exit', (code, signal) => {
    clearTimeout(lastResort);
    // Whatever the task left behind in its group.
    signalTree(task.pid, 'SIGKILL');
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 143));
  });
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalTree(pid, signal) {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already; its `exit` event is on the way.
  }
}
