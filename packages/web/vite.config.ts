import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { frameHeadersPlugin } from './vitePlugins/frameHeaders.ts';

/** A module of ours in place of one of Node. */
function standIn(name: string): string {
  return fileURLToPath(new URL(`standIns/${name}.ts`, import.meta.url));
}

export default defineConfig({
  plugins: [
    react(),
    frameHeadersPlugin(),
    VitePWA({
      registerType: 'prompt',
      manifest: {
        name: 'Scratchpad',
        short_name: 'Scratchpad',
        description: 'An API client that works before you log in.',
        display: 'standalone',
        start_url: '/',
        theme_color: '#131417',
        background_color: '#131417',
        icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        navigateFallbackDenylist: [/^\/(api|sync)\//],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
      },
    }),
  ],
  resolve: {
    // The code generators are written for Node and use a little of it; the rest of what they bring is never called.
    alias: {
      path: standIn('path'),
      url: standIn('url'),
      'iconv-lite': standIn('iconvLite'),
    },
  },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // What an entry imports runs before the entry itself: the configuration of zod has to come with zod.
        codeSplitting: {
          groups: [{ name: 'zod', test: /zodConfig|node_modules[\\/]zod[\\/]/ }],
        },
      },
    },
  },
});
