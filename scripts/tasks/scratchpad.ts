import { runCli } from '../../packages/sender/src/cli/runCli.ts';
import { endWithParent } from '../lib/taskLifetime.ts';

// `npm run -s scratchpad -- <command> …`: the commands of the terminal. Paths start where the user is, and not where npm
// goes before it runs a script.
endWithParent();
process.exitCode = await runCli(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
