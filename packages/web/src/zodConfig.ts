import { config } from 'zod';

// The page's Content-Security-Policy allows no eval; without this zod tries, and the browser reports a violation.
// Imported before everything else, because schemas are used while modules load.
config({ jitless: true });
