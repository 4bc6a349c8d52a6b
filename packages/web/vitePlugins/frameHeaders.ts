import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  frameHeaders,
  REMOTE_VISUALIZER_FRAME_PATH,
  VISUALIZER_FRAME_PATH,
} from '@scratchpad/core/wire';
import type { Connect, Plugin } from 'vite';

/**
 * Sends the frames for foreign code with their headers in development too; without them they refuse to start. The frame
 * for visualizations stands at two addresses, because there are two policies for it.
 */
export function frameHeadersPlugin(): Plugin {
  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    for (const [name, value] of Object.entries(frameHeaders(path) ?? {})) {
      response.setHeader(name, value);
    }
    if (path === REMOTE_VISUALIZER_FRAME_PATH) request.url = VISUALIZER_FRAME_PATH;
    next();
  };
  return {
    name: 'frame-headers',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: REMOTE_VISUALIZER_FRAME_PATH.slice(1),
        source: readFileSync(join(import.meta.dirname, '../public', VISUALIZER_FRAME_PATH)),
      });
    },
    configureServer: ({ middlewares }) => void middlewares.use(middleware),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(middleware),
  };
}
