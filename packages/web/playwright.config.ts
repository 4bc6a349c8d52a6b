import { defineConfig } from '@playwright/test';

/** The stories of the product in a real Chromium, against the real agent and the built app. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 180_000,
  expect: { timeout: 40_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    // It fetches all of the app for each new profile, for seconds. Stories about offline, storage and workspaces let it.
    serviceWorkers: 'block',
    // Recording each story would take half as long again. To see what led to a failure: `--trace retain-on-failure`.
    trace: 'off',
    launchOptions: {
      executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--disable-quic'],
    },
  },
});
