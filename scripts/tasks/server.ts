import { endWithParent } from '../lib/taskLifetime.ts';

// `npm run -s server -- [serve|backup F|restore F|create-user|check]`: the workspace server. docs/SELF-HOSTING.md
endWithParent();
await import('../../packages/sync-server/src/main.ts');
