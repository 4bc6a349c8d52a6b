/**
 * The network ledger: every connection that the page itself made, by purpose and host. On this device only and bounded.
 * Whatever opens a connection does it through connect.ts; watchResources.ts looks for what did not.
 */
import { z } from 'zod';
import { openLocalDb } from '../storage/localDb.ts';

/** Why a connection was made. */
export const PURPOSES = ['request', 'agent', 'server', 'update', 'page', 'unnamed'] as const;
export type Purpose = (typeof PURPOSES)[number];

const entrySchema = z.object({
  purpose: z.enum(PURPOSES),
  /** Host and port. */
  host: z.string(),
  /** Whether the agent made it for the page. */
  viaAgent: z.boolean(),
  count: z.number(),
  /** Milliseconds since 1970. */
  firstAt: z.number(),
  lastAt: z.number(),
});
export type LedgerEntry = z.infer<typeof entrySchema>;

/** Destinations that are kept; the ones that were used last. */
const MOST_ENTRIES = 500;
const KEY = 'networkLedger';
/** Connections come in bursts; one write for each is enough. */
const WRITE_PAUSE_MS = 1000;

const keyOf = ({ purpose, host, viaAgent }: Pick<LedgerEntry, 'purpose' | 'host' | 'viaAgent'>) =>
  `${purpose} ${viaAgent ? 'agent' : 'page'} ${host}`;

let entries: ReadonlyMap<string, LedgerEntry> = new Map();
/** What is not written yet: counts since the last write. Other tabs write, too. */
let unwritten = new Map<string, LedgerEntry>();
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function publish(next: ReadonlyMap<string, LedgerEntry>): void {
  entries = next;
  for (const listener of listeners) listener();
}

function merge(into: Map<string, LedgerEntry>, entry: LedgerEntry): void {
  const key = keyOf(entry);
  const known = into.get(key);
  into.set(
    key,
    known
      ? {
          ...known,
          count: known.count + entry.count,
          firstAt: Math.min(known.firstAt, entry.firstAt),
          lastAt: Math.max(known.lastAt, entry.lastAt),
        }
      : entry,
  );
}

function bounded(all: ReadonlyMap<string, LedgerEntry>): Map<string, LedgerEntry> {
  const latest = [...all].sort(([, a], [, b]) => b.lastAt - a.lastAt).slice(0, MOST_ENTRIES);
  return new Map(latest);
}

/** Writes a connection down. An address that is none (half typed, with variables) is named as it stands. */
export function record(purpose: Purpose, url: string | URL, viaAgent = false): void {
  const address = String(url);
  const host = URL.canParse(address, location.href)
    ? new URL(address, location.href).host || address
    : address;
  const now = Date.now();
  const entry = { purpose, host, viaAgent, count: 1, firstAt: now, lastAt: now };
  merge(unwritten, entry);
  const next = new Map(entries);
  merge(next, entry);
  publish(bounded(next));
  timer ??= setTimeout(() => {
    timer = undefined;
    // What cannot be written is shown in this tab all the same, and goes along with the next write.
    write().catch(() => undefined);
  }, WRITE_PAUSE_MS);
}

async function write(): Promise<void> {
  const db = await openLocalDb();
  const tx = db.transaction('values', 'readwrite');
  const stored = read(await tx.store.get(KEY));
  const written = unwritten;
  for (const entry of written.values()) merge(stored, entry);
  const kept = bounded(stored);
  await tx.store.put([...kept.values()], KEY);
  await tx.done;
  unwritten = new Map();
  publish(kept);
}

function read(value: unknown): Map<string, LedgerEntry> {
  const parsed = z.array(entrySchema).safeParse(value);
  return new Map((parsed.data ?? []).map((entry) => [keyOf(entry), entry]));
}

/** Reads what earlier visits and other tabs wrote down. */
export async function loadLedger(): Promise<void> {
  const db = await openLocalDb();
  const stored = read(await db.get('values', KEY));
  for (const entry of unwritten.values()) merge(stored, entry);
  publish(bounded(stored));
}

/** Forgets everything. */
export async function clearLedger(): Promise<void> {
  unwritten = new Map();
  const db = await openLocalDb();
  await db.delete('values', KEY);
  publish(new Map());
}

/** All entries; the same map until one is written. */
export function getLedger(): ReadonlyMap<string, LedgerEntry> {
  return entries;
}

/** Calls back when the ledger changes. Returns the way to stop. */
export function subscribeLedger(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
