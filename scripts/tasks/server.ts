import { prepareWeb } from '../lib/buildWeb.ts';
import { endWithParent } from '../lib/taskLifetime.ts';

// `npm run -s server -- [serve|backup F|restore F|create-user|check]`: the workspace server. docs/SELF-HOSTING.md
endWithParent();
const [command = 'serve'] = process.argv.slice(2);
// Its own origin is where people set it up and are invited to.
if (command === 'serve' && process.env.WEB_ROOT === undefined) await prepareWeb();
await import('../../packages/sync-server/src/main.ts');
