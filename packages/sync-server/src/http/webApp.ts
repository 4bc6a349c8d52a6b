import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { frameHeaders } from '@scratchpad/core/wire';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';

/** What the app's page may do: the same as under the agent, see docs/SECURITY.md. */
const PAGE_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self' http: https: ws: wss:",
  "frame-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the built web app from a folder: its files, and `index.html` for the paths of its own router. */
export function createWebApp(root: string): Hono {
  const app = new Hono();
  app.use(compress());
  app.use(withHeaders);
  app.use(hideDotFiles);
  app.use(serveStatic({ root }));
  // A missing script must be an error and not a page: the browser would keep it as that script.
  const index = serveStatic({ root, path: 'index.html' });
  app.use((context, next) => (extname(context.req.path) === '' ? index(context, next) : next()));
  return app;
}

/** Whether a folder holds a built web app. */
export function hasWebApp(root: string): boolean {
  return existsSync(join(root, 'index.html'));
}

const withHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  const { path } = context.req;
  const headers = { 'Content-Security-Policy': PAGE_POLICY, ...frameHeaders(path) };
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
  // Vite writes a hash of the content into the names there; everything else must be asked for each time.
  context.header(
    'Cache-Control',
    path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
};

const hideDotFiles: MiddlewareHandler = (context, next) =>
  /(?:^|[/\\])\.|%/.test(context.req.path) ? Promise.resolve(context.notFound()) : next();
