import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './paths.ts';

/** How a process ended and all it wrote, stdout and stderr in the order they came. */
export type ProcessResult = { code: number; output: string };

type RunOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** `show` writes to our own stdout and stderr instead of keeping it. */
  output?: 'keep' | 'show';
  /** A process that takes longer is ended and counts as failed. */
  timeoutMs?: number;
};

/** Runs a program to its end, without stdin. Never rejects: what cannot be started has the code 127. */
export function runProcess(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ProcessResult> {
  const { cwd = ROOT, output = 'keep', timeoutMs = 10 * 60_000 } = options;
  // Kept output goes to logs as often as to terminals; some tools colour it unasked.
  const env = { ...(options.env ?? process.env), ...(output === 'keep' ? { NO_COLOR: '1' } : {}) };
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', ...stdioFor(output)] });
    const kept: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => kept.push(text));
    }
    const timer = setTimeout(() => {
      kept.push(`\n(ended after ${timeoutMs / 1000} s without a result)\n`);
      child.kill('SIGKILL');
    }, timeoutMs);
    const settle = (code: number) => {
      clearTimeout(timer);
      resolve({ code, output: kept.join('') });
    };
    child.on('error', (error) => {
      kept.push(`${error.message}\n`);
      settle(127);
    });
    child.on('close', (code) => settle(code ?? 1));
  });
}

const binSchema = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

/** Runs the command `name` of the npm package of that name, as installed for the package in `cwd`. */
export function runTool(
  name: string,
  args: readonly string[],
  options: RunOptions & { bin?: string } = {},
) {
  const packageDir = join(options.cwd ?? ROOT, 'node_modules', name);
  const { bin } = binSchema.parse(
    JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')),
  );
  const script = typeof bin === 'string' ? bin : bin[options.bin ?? name];
  if (script === undefined)
    throw new Error(`The package ${name} has no command ${options.bin ?? name}.`);
  // Through node and the script itself, not through .bin: that holds shell files, which Windows cannot spawn.
  return runProcess(process.execPath, [join(packageDir, script), ...args], options);
}

function stdioFor(output: 'keep' | 'show'): ['pipe' | 'inherit', 'pipe' | 'inherit'] {
  return output === 'keep' ? ['pipe', 'pipe'] : ['inherit', 'inherit'];
}
