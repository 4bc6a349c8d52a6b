import { defineConfig } from 'vitest/config';

const NODE_PACKAGES = ['core', 'sender', 'sync-server'];

// Everything that runs in Node. Component tests in a browser have their own configuration in packages/web.
export default defineConfig({
  test: {
    projects: [
      ...NODE_PACKAGES.map((name) => ({
        test: {
          name,
          root: `packages/${name}`,
          include: ['src/**/*.test.ts'],
          environment: 'node',
        },
      })),
      {
        test: {
          name: 'web',
          root: 'packages/web',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['src/**/*.browser.test.{ts,tsx}'],
          environment: 'node',
        },
      },
      {
        test: { name: 'scripts', root: 'scripts', include: ['**/*.test.ts'], environment: 'node' },
      },
    ],
  },
});
