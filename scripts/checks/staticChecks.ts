import { globSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.ts';
import { runTool } from '../lib/runProcess.ts';
import { resultOf, type Check } from './check.ts';

/** Every file is formatted as oxfmt would; `npm run format` makes it so. */
export const formatCheck: Check = {
  name: 'format',
  run: async () => resultOf(await runTool('oxfmt', ['--check'])),
};

/** The rules of `.oxlintrc.json`; a warning fails as well. */
export const lintCheck: Check = {
  name: 'lint',
  run: async () => resultOf(await runTool('oxlint', ['--type-aware', '--deny-warnings'])),
};

/** `tsc --noEmit` for each package that has a tsconfig, and for the scripts. */
export const typesCheck: Check = {
  name: 'types',
  run: async () => {
    const projects = globSync(
      ['packages/*/tsconfig*.json', 'packages/*/e2e/tsconfig.json', 'scripts/tsconfig.json'],
      {
        cwd: ROOT,
      },
    ).toSorted();
    const results = [];
    // One after the other: two compilers at once are slower on two cores.
    for (const project of projects) {
      results.push(
        await runTool('typescript', ['--noEmit', '--pretty', 'false', '-p', join(ROOT, project)], {
          bin: 'tsc',
        }),
      );
    }
    return resultOf(...results);
  },
};

/** knip: files, exports and dependencies that nothing uses. */
export const deadCodeCheck: Check = {
  name: 'deadcode',
  run: async () => resultOf(await runTool('knip', ['--no-progress'])),
};
