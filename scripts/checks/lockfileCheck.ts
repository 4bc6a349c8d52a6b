import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.ts';
import type { Check } from './check.ts';

/** The lockfile names no host: whose registry is used is the user's choice, and theirs must not leak into ours. */
export const lockfileCheck: Check = {
  name: 'lockfile',
  run: async () => {
    const lines = addressesIn(readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8'));
    if (lines.length === 0) return { passed: 1, failed: 0, output: '' };
    return { passed: 0, failed: 1, output: `pnpm-lock.yaml names addresses:\n${lines.join('\n')}` };
  },
};

/** The lines of a lockfile that name an address, with their numbers. */
export function addressesIn(lockfile: string): string[] {
  return (
    lockfile
      .split('\n')
      .map((line, index) => ({ line, number: index + 1 }))
      // Why a package is deprecated is prose of its author's; it may link to anything.
      .filter(({ line }) => /(?:https?|git|ssh):\/\//.test(line) && !/^\s+deprecated:/.test(line))
      .map(({ line, number }) => `${number}: ${line.trim()}`)
  );
}
