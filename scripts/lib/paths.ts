import { dirname, join } from 'node:path';

/** The root of the repository. */
export const ROOT = dirname(dirname(import.meta.dirname));

/** Where the web app is. */
export const WEB_DIR = join(ROOT, 'packages', 'web');

/** Where its build goes. */
export const WEB_DIST = join(WEB_DIR, 'dist');

/** For what can be made again. Not in git. */
export const CACHE_DIR = join(ROOT, '.cache');
