import { endWithParent } from '../lib/taskLifetime.ts';
import { runTool } from '../lib/runProcess.ts';

// `npm run format`: writes every file the way `npm test -- format` wants it.
endWithParent();
const { code } = await runTool('oxfmt', [], { output: 'show' });
process.exitCode = code;
