import { resolve } from 'node:path';
import { AppError } from '@scratchpad/core';
import { z } from 'zod';

const UNIT_MS = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** A time such as `30d` or `2s`, in milliseconds. */
const duration = z.string().transform((text, context) => {
  const [, amount = '', unit = ''] = /^(\d+)(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  const unitMs = UNIT_MS.get(unit);
  if (unitMs !== undefined) return Number(amount) * unitMs;
  context.addIssue(`wants a time such as 30d, 12h or 2s, not "${text}"`);
  return z.NEVER;
});

const count = z.coerce.number().int().positive();
const origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);

const envSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4200),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .never({ error: 'is not supported by this version: it has the embedded store only' })
    .optional(),
  REDIS_URL: z
    .never({ error: 'is not supported by this version: it runs as one instance' })
    .optional(),
  PUBLIC_URL: origin.optional(),
  ALLOWED_ORIGINS: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .pipe(z.array(origin))
    .optional(),
  /** At least what 128 bits need, as it makes the first administrator. */
  SETUP_TOKEN: z.string().min(16).max(512).optional(),
  /** The built web app; without it the server has its API only. */
  WEB_ROOT: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  WORKSPACE_CREATION: z.enum(['everybody', 'admins']).default('everybody'),
  /** How many proxies stand in front, each of which appends to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  MAX_MESSAGE_BYTES: count.default(32 * 1024 * 1024),
  MAX_BYTES_PER_SECOND: count.default(8 * 1024 * 1024),
  MAX_BUFFERED_BYTES: count.default(16 * 1024 * 1024),
  MAX_CONNECTIONS_PER_USER: count.default(100),
  TICKETS_PER_MINUTE: count.default(120),
  CALLS_PER_MINUTE: count.default(600),
  LOGIN_TRIES: count.default(10),
  SESSION_IDLE: duration.prefault('30d'),
  SESSION_MAX: duration.prefault('90d'),
  INVITE_TTL: duration.prefault('7d'),
  TICKET_TTL: duration.prefault('30s'),
  ROOM_IDLE: duration.prefault('30s'),
  KEEP_ALIVE: duration.prefault('15s'),
  RESTORE_WINDOW: duration.prefault('7d'),
});

/** The settings of a server, checked. Times in milliseconds. */
export type Config = Omit<z.infer<typeof envSchema>, 'DATABASE_URL' | 'REDIS_URL'>;

/** Reads the settings from the environment. Throws `AppError` `bad-config` with a line for each that is wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // `PORT=` in a unit file means that it is not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = envSchema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new AppError('bad-config', `The settings are wrong:\n${lines.join('\n')}`);
  }
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...config } = result.data;
  return { ...config, DATA_DIR: resolve(config.DATA_DIR) };
}
