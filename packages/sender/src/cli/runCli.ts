import { errorMessage } from '@scratchpad/core';
import { CliError } from './cliError.ts';

const USAGE = [
  'Usage: scratchpad run <file|address|-> [-e environment] [-d data] [-n iterations] [-r cli,json,junit] …',
  '       scratchpad convert <file|folder|-> … [--from F] [--to F] [-o out] [--report text|json]',
].join('\n');

/**
 * Runs one command of the terminal. Only its own output goes to stdout. What fails says one line on stderr, that says
 * what and where.
 * @param cwd the folder that relative paths start from
 * @returns the exit code: 0, 1 when the command failed, 2 when it was not understood
 */
export async function runCli(args: readonly string[], cwd: string): Promise<number> {
  const [command, ...rest] = args;
  try {
    switch (command) {
      case 'convert': {
        const { convertCommand } = await import('./convertCommand.ts');
        await convertCommand(rest, cwd);
        return 0;
      }
      case 'run':
        return await (await import('./runCommand.ts')).runCommand(rest, cwd);
      case '--help':
      case '-h':
      case 'help':
        process.stdout.write(`${USAGE}\n`);
        return 0;
      default:
        throw new CliError(
          'usage',
          command === undefined ? USAGE : `There is no command "${command}". ${USAGE}`,
        );
    }
  } catch (error) {
    process.stderr.write(`${errorMessage(error).replaceAll(/\s*\n\s*/g, ' ')}\n`);
    return error instanceof CliError && error.code === 'usage' ? 2 : 1;
  }
}
