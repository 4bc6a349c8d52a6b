import { AppError, errorMessage } from '@scratchpad/core';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Access } from '../accounts/access.ts';
import type { Accounts, Caller } from '../accounts/accounts.ts';
import { accountError } from '../accounts/errors.ts';
import type { Workspaces } from '../accounts/workspaces.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Store } from '../store/store.ts';
import { createAccountRoutes } from './accountRoutes.ts';
import { readAddress } from './address.ts';
import { describeApi } from './openApi.ts';
import type { RateLimits } from './rateLimits.ts';
import { SECURITY_HEADERS, toErrorAnswer } from './respond.ts';
import type { Route } from './route.ts';
import type { SessionCookie } from './sessionCookie.ts';
import { createWebApp } from './webApp.ts';
import { createWorkspaceRoutes } from './workspaceRoutes.ts';

const MAX_BODY_BYTES = 64 * 1024;
const PREFLIGHT_MAX_AGE_S = 600;

/** What the calls are made of. */
export type AppParts = {
  readonly config: Config;
  readonly store: Store;
  readonly accounts: Accounts;
  readonly workspaces: Workspaces;
  readonly access: Access;
  readonly limits: RateLimits;
  readonly cookie: SessionCookie;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly version: string;
  readonly publicUrl: string;
  readonly isOriginAllowed: (origin: string | undefined) => boolean;
  /** Whether the server is shutting down. */
  readonly isDraining: () => boolean;
  /** The built web app, or null. */
  readonly webRoot: string | null;
};

/** Everything that the server answers over HTTP. */
export function createApp(parts: AppParts): Hono {
  const { metrics, log, isOriginAllowed, publicUrl } = parts;
  const app = new Hono();
  app.use(async (context, next) => {
    for (const [name, value] of SECURITY_HEADERS) context.header(name, value);
    await next();
  });
  app.onError((thrown, context) => {
    const { status, code, message } = toErrorAnswer(thrown);
    if (status >= 500) log.error({ error: errorMessage(thrown) }, 'call failed');
    if (code === 'too-many-requests')
      context.header('Retry-After', /\d+/.exec(message)?.[0] ?? '60');
    context.header('Cache-Control', 'no-store');
    return context.json({ code, message }, status as 500);
  });
  app.notFound((context) =>
    context.json({ code: 'not-found', message: 'There is nothing at this address.' }, 404),
  );

  app.use('/api/*', async (context, next) => {
    const origin = context.req.header('origin');
    if (!isOriginAllowed(origin))
      throw accountError('origin-not-allowed', 'Pages of this origin may not call this server.');
    context.header('Vary', 'Origin');
    context.header('Cache-Control', 'no-store');
    if (origin !== undefined && origin !== publicUrl) {
      // No credentials: a page of another origin brings its token itself.
      context.header('Access-Control-Allow-Origin', origin);
      context.header('Access-Control-Expose-Headers', 'Retry-After');
    }
    if (context.req.method !== 'OPTIONS') return next();
    context.header('Access-Control-Allow-Methods', 'GET, POST, PATCH, DELETE');
    context.header('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    context.header('Access-Control-Max-Age', String(PREFLIGHT_MAX_AGE_S));
    return context.body(null, 204);
  });
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw accountError('bad-request', 'The body is too long.');
      },
    }),
  );

  const routes = [...createAccountRoutes(parts), ...createWorkspaceRoutes(parts)];
  for (const route of routes) mount(app, route, parts);
  app.get('/api/openapi.json', (context) =>
    context.json(describeApi(routes, parts.version) as object),
  );
  app.all('/api/*', (context) => context.notFound());

  app.get('/healthz', (context) => context.json({ status: 'ok', version: parts.version }));
  app.get('/readyz', async (context) => {
    if (parts.isDraining()) return context.json({ status: 'draining' }, 503);
    await parts.store.ping();
    return context.json({ status: 'ready' });
  });
  app.get('/metrics', async (context) =>
    context.text(await metrics.registry.metrics(), 200, {
      'Content-Type': metrics.registry.contentType,
    }),
  );
  if (parts.webRoot !== null) app.route('/', createWebApp(parts.webRoot));
  return app;
}

function mount(app: Hono, route: Route, parts: AppParts): void {
  const { config, limits, metrics, log } = parts;
  app.on(route.method, route.path, async (context) => {
    const startedAt = performance.now();
    const address = readAddress(context, config.TRUSTED_PROXIES);
    let status = 500;
    let caller: Caller | null = null;
    try {
      caller = await findCaller(context, parts);
      await limits.calls(caller?.user.id ?? `address ${address}`);
      if (caller === null && !route.isPublic)
        throw accountError('unauthorized', 'Log in first: there is no session, or it has ended.');
      const answer = await route.handle({
        body: await readBody(context, route),
        param: (name) => context.req.param(name) ?? '',
        caller,
        address,
        userAgent: context.req.header('user-agent') ?? '',
        context,
      });
      status = route.status;
      if (route.answer === null) return context.body(null, 204);
      return context.json(answer as object, route.status as 200);
    } catch (error) {
      ({ status } = toErrorAnswer(error));
      throw error;
    } finally {
      const seconds = (performance.now() - startedAt) / 1000;
      const { method, path } = route;
      metrics.httpSeconds.observe({ method, route: path, status: String(status) }, seconds);
      // The pattern and not the path: the token of an invite stands in that.
      log.info(
        { method, route: path, status, ms: Math.round(seconds * 1000), user: caller?.user.id },
        'call',
      );
    }
  });
}

async function findCaller(
  context: Context,
  { accounts, cookie, publicUrl }: AppParts,
): Promise<Caller | null> {
  const [, bearer] =
    /^Bearer ([\w-]{1,512})$/i.exec(context.req.header('authorization') ?? '') ?? [];
  if (bearer !== undefined) return accounts.authenticate(bearer);
  const token = cookie.read(context);
  if (token === null) return null;
  // A cookie comes along whoever asks; only the server's own page may use it.
  const origin = context.req.header('origin');
  const isOwnPage = origin === publicUrl || (origin === undefined && context.req.method === 'GET');
  return isOwnPage ? accounts.authenticate(token) : null;
}

async function readBody(context: Context, route: Route): Promise<unknown> {
  if (route.method === 'GET' || route.method === 'DELETE') return undefined;
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  // A form can send neither JSON's type nor no type at all.
  if (type !== 'application/json' && !(type === undefined && route.body === null))
    throw accountError('json-only', 'Send JSON, as application/json.');
  if (route.body === null) return undefined;
  let json: unknown;
  try {
    json = await context.req.json();
  } catch (error) {
    // The limit of the body shows itself here, too.
    if (error instanceof AppError) throw error;
    throw accountError('bad-request', 'The body is not JSON.');
  }
  const parsed = route.body.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw accountError(
    'bad-request',
    `The body does not fit: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
  );
}
