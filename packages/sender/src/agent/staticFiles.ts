import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { AppError, frameHeaders } from '@scratchpad/core/wire';
import { SECURITY_HEADERS } from './respond.ts';

const TYPE_BY_EXTENSION: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|manifest|wasm)|image\/svg)/;
const COMPRESS_FROM_BYTES = 1024;

/** What the app's page may do. It talks to whatever the user wants to test; scripts and frames are its own only. */
const CONTENT_SECURITY_POLICY = [
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

type StaticFile = { path: string; sizeBytes: number };

/** Serves the built web app: its files, and `index.html` for every other path, as the app's own router wants it. */
export async function serveStatic(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new AppError(
      'METHOD_NOT_ALLOWED',
      `The web app is read with GET, not with ${request.method}.`,
    );
  }
  const pathname = readPathname(request.url ?? '/');
  const asked = await findFile(root, pathname);
  // A missing script must be an error and not a page: the browser would keep it as that script.
  const file = asked ?? (extname(pathname) === '' ? await findFile(root, '/index.html') : null);
  if (file === null) throw new AppError('NOT_FOUND', `There is nothing at ${pathname}.`);
  await sendFile(file, pathname, request, response);
}

/** The decoded path. Throws `NOT_FOUND` for what no file of ours can be named. */
function readPathname(url: string): string {
  const raw = /^[^?#]*/.exec(url)?.[0] ?? '/';
  try {
    const pathname = decodeURIComponent(raw);
    const segments = pathname.split(/[/\\]/);
    // Dot files, `.` and `..` alike; nothing that reaches the file system has one of them.
    const isPlain =
      pathname.startsWith('/') && !segments.some((segment) => segment.startsWith('.'));
    if (isPlain && !pathname.includes('\0') && !pathname.includes(':')) return pathname;
  } catch {
    // Broken percent-encoding names nothing either.
  }
  throw new AppError('NOT_FOUND', 'There is nothing at this path.');
}

async function findFile(root: string, pathname: string): Promise<StaticFile | null> {
  const path = join(root, pathname);
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() === true ? { path, sizeBytes: stats.size } : null;
}

async function sendFile(
  file: StaticFile,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const type = TYPE_BY_EXTENSION[extname(file.path)] ?? 'application/octet-stream';
  const coding = chooseCoding(type, file.sizeBytes, request.headers['accept-encoding'] ?? '');
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    ...frameHeaders(pathname),
    'Content-Type': type,
    // Vite writes a hash of the content into the names there; everything else must be asked for each time.
    'Cache-Control': pathname.startsWith('/assets/')
      ? 'public, max-age=31536000, immutable'
      : 'no-cache',
    Vary: 'Accept-Encoding',
    ...(coding === null ? { 'Content-Length': file.sizeBytes } : { 'Content-Encoding': coding }),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const source = createReadStream(file.path);
  if (coding === null) await pipeline(source, response);
  else await pipeline(source, createCompressor(coding), response);
}

function chooseCoding(type: string, sizeBytes: number, accepted: string): 'br' | 'gzip' | null {
  if (!COMPRESSIBLE.test(type) || sizeBytes < COMPRESS_FROM_BYTES) return null;
  const codings = accepted.split(',').map((part) => part.split(';')[0]?.trim());
  if (codings.includes('br')) return 'br';
  return codings.includes('gzip') ? 'gzip' : null;
}

function createCompressor(coding: 'br' | 'gzip') {
  // The other end is on this machine: quick, rather than small.
  return coding === 'br'
    ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
    : createGzip({ level: 5 });
}
