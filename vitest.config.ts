import { defineConfig } from 'vitest/config';

const NODE_PACKAGES = ['core', 'sender', 'sync-server'];

// Everything that runs in Node. Component tests in a browser have their own configuration in packages/web.
// A test waits on states, not on time; the limit only ends one that hangs, also on a machine with much else to do.
const TIMEOUT_MS = 120_000;

// Vitest's own count leaves a core free. One file of tests does nothing but wait for more than a minute; a third worker
// lets two others go on meanwhile.
const WORKERS = 3;

export default defineConfig({
  test: {
    maxWorkers: WORKERS,
    projects: [
      ...NODE_PACKAGES.map((name) => ({
        test: {
          name,
          root: `packages/${name}`,
          include: ['src/**/*.test.ts'],
          environment: 'node',
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      })),
      {
        test: {
          name: 'web',
          root: 'packages/web',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['src/**/*.browser.test.{ts,tsx}'],
          environment: 'node',
          testTimeout: TIMEOUT_MS,
          hookTimeout: TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'scripts',
          root: 'scripts',
          include: ['**/*.test.ts'],
          environment: 'node',
          testTimeout: TIMEOUT_MS,
        },
      },
    ],
  },
});
