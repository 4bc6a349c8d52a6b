/** The cookies of this device, in no document. Each read and write goes to IndexedDB, so that tabs agree. */
import {
  wireCookieSchema,
  type CookiesEvent,
  type WireCookie,
  type WireCookieKey,
} from '@scratchpad/core/wire';
import { z } from 'zod';
import { openLocalDb } from '../storage/localDb.ts';

const KEY = 'cookieJar';
const jarSchema = z.array(wireCookieSchema).catch([]);
const listeners = new Set<() => void>();
const channel = new BroadcastChannel('scratchpad-cookies');
channel.onmessage = () => tellListeners();

function tellListeners(): void {
  for (const listener of listeners) listener();
}

/** Calls the listener after each change to the jar, in this tab or another. Returns how to stop that. */
export function onCookiesChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What tells a cookie from the others of the jar, as one text. */
export function keyOfCookie(cookie: WireCookieKey): string {
  return `${cookie.domain}\n${cookie.path}\n${cookie.name}`;
}

function parseJar(stored: unknown): WireCookie[] {
  const now = Date.now();
  return jarSchema
    .parse(stored ?? [])
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
}

/** All cookies that have not expired. */
export async function readCookies(): Promise<readonly WireCookie[]> {
  const db = await openLocalDb();
  return parseJar(await db.get('values', KEY));
}

/** Takes over what a response did to the jar, or what a person changed. One transaction: tabs lose nothing. */
export async function applyCookies(
  event: Pick<CookiesEvent, 'changed' | 'removed'>,
): Promise<void> {
  const db = await openLocalDb();
  const tx = db.transaction('values', 'readwrite');
  const jar = new Map(
    parseJar(await tx.store.get(KEY)).map((cookie) => [keyOfCookie(cookie), cookie]),
  );
  for (const cookie of event.removed) jar.delete(keyOfCookie(cookie));
  for (const cookie of event.changed) jar.set(keyOfCookie(cookie), cookie);
  await tx.store.put([...jar.values()], KEY);
  await tx.done;
  tellListeners();
  channel.postMessage(null);
}
