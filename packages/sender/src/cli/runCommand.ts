import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { startScriptProcess } from '../run/startScriptProcess.ts';
import { parseRunOptions } from './runOptions.ts';

/** Beside what else can be made again; not in the system's temporary folder, where others could write. */
const COMPILE_CACHE = join(import.meta.dirname, '../../../../.cache/compile');

/**
 * `run <collection|url|-> [options]`: runs a collection with its scripts. Options, reports and exit codes are those of
 * newman.
 * @returns the exit code: 1 when anything failed
 * @throws CliError, AppError when nothing could be run
 */
export async function runCommand(args: readonly string[], cwd: string): Promise<number> {
  const options = parseRunOptions(args);
  // Compiled modules are kept between runs: half of the time to the first request is compiling them.
  enableCompileCache(COMPILE_CACHE);
  // It starts while the engine is loaded and the files are read.
  const scriptProcess = startScriptProcess();
  try {
    const { runProgram } = await import('./runProgram.ts');
    return await runProgram(options, cwd, scriptProcess);
  } finally {
    scriptProcess.child.kill('SIGKILL');
  }
}
