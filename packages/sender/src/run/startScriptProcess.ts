import { fork, type ChildProcess } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The process that scripts run in, and the file it needs. */
export interface ScriptProcess {
  readonly child: ChildProcess;
  readonly bootcodeFile: string;
}

/**
 * Starts a process under Node's permission model: it may read its own source and the bootcode, make threads, and nothing
 * else. No file is written, no program started, and its environment is empty. It ends with its parent.
 *
 * This module imports nothing of ours, so that the process starts while the rest is still being loaded.
 */
export function startScriptProcess(): ScriptProcess {
  const bootcodeFile = findBootcode();
  const ownDir = realpathSync(import.meta.dirname);
  const files = ['scriptProcess.mjs', 'scriptWorker.mjs', 'sealThread.mjs'].map((name) =>
    join(ownDir, name),
  );
  const child = fork(files[0] ?? '', [], {
    execArgv: [
      '--permission',
      '--allow-worker',
      ...[...files, bootcodeFile].map((file) => `--allow-fs-read=${file}`),
      '--no-warnings',
      // It carries messages only: its own heap stays small. The threads have limits of their own.
      '--max-semi-space-size=1',
    ],
    env: systemEnvironment(),
    cwd: ownDir,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  return { child, bootcodeFile };
}

/** The bootcode for browsers: it needs nothing of Node, and scripts meet the same libraries in page and terminal. */
function findBootcode(): string {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('postman-sandbox');
  return realpathSync(join(dirname(entry), '.cache', 'bootcode.browser.js'));
}

/** Windows starts no process without these two. */
function systemEnvironment(): Record<string, string> {
  const { SystemRoot, windir } = process.env;
  return {
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    ...(windir === undefined ? {} : { windir }),
  };
}
