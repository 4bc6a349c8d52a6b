import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { frameHeadersPlugin } from './vitePlugins/frameHeaders.ts';

/** Tests of what only a browser has: IndexedDB, BroadcastChannel, Web Locks, workers. Run in a real Chromium. */
export default defineConfig({
  plugins: [frameHeadersPlugin()],
  // Named, because what only a worker imports is found late, and vite then reloads the page under a test.
  optimizeDeps: {
    include: [
      '@scratchpad/core > fractional-indexing',
      'idb',
      'lib0/decoding',
      'lib0/diff',
      'lib0/encoding',
      'lib0/function',
      'lib0/hash/sha256',
      'lib0/random',
      'lib0/string',
      'lib0/webcrypto',
      'yjs',
      'zod',
    ],
  },
  test: {
    include: ['src/**/*.browser.test.ts'],
    // A test waits on states, not on time; the limit only ends one that hangs, also on a machine with much else to do.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
          args: ['--no-sandbox', '--disable-background-networking', '--disable-quic'],
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
