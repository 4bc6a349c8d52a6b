import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * Where a call comes from. Each proxy in front appends the address it saw to `X-Forwarded-For`; what stands before those
 * entries anybody may have written.
 */
export function readAddress(context: Context, trustedProxies: number): string {
  const direct = getConnInfo(context).remote.address ?? 'unknown';
  if (trustedProxies === 0) return direct;
  const forwarded = (context.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((one) => one.trim());
  return forwarded.at(-trustedProxies) || direct;
}
