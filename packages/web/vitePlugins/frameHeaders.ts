import { frameHeaders } from '@scratchpad/core/wire';
import type { Connect, Plugin } from 'vite';

/** Sends the frames for foreign code with their headers in development too; without them they refuse to start. */
export function frameHeadersPlugin(): Plugin {
  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    for (const [name, value] of Object.entries(frameHeaders(path) ?? {})) {
      response.setHeader(name, value);
    }
    next();
  };
  return {
    name: 'frame-headers',
    configureServer: ({ middlewares }) => void middlewares.use(middleware),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(middleware),
  };
}
