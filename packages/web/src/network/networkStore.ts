/** How this device reaches places: proxy, client certificates, authorities. In the local database, in no document. */
import { authoritySchema, clientCertificateSchema, networkSchema } from '@scratchpad/core/wire';
import { z } from 'zod';
import { openLocalDb } from '../storage/localDb.ts';

const KEY = 'network';
/** As the wire has it, with the names of the files that people chose, and a name for each entry. */
const storedSchema = networkSchema.extend({
  certificates: z
    .array(clientCertificateSchema.extend({ id: z.string(), files: z.array(z.string()) }))
    .default([]),
  authorities: z.array(authoritySchema.extend({ id: z.string(), file: z.string() })).default([]),
});

/** How this device reaches places. */
export type DeviceNetwork = z.infer<typeof storedSchema>;
/** A client certificate with the files that it came from. */
export type StoredCertificate = DeviceNetwork['certificates'][number];
/** A CA certificate with the file that it came from. */
export type StoredAuthority = DeviceNetwork['authorities'][number];

/** As the environment of the agent says, until somebody chooses. */
const INITIAL: DeviceNetwork = storedSchema.parse({ proxy: { mode: 'system' } });

const listeners = new Set<() => void>();
const channel = new BroadcastChannel('scratchpad-network');
channel.onmessage = () => tellListeners();

function tellListeners(): void {
  for (const listener of listeners) listener();
}

/** Calls the listener after each change, in this tab or another. Returns how to stop that. */
export function onNetworkChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The settings as they are now. */
export async function readNetwork(): Promise<DeviceNetwork> {
  const db = await openLocalDb();
  return parse(await db.get('values', KEY));
}

/** Changes the settings as they are at that moment: another tab may have changed them meanwhile. */
export async function changeNetwork(
  change: (before: DeviceNetwork) => Partial<DeviceNetwork>,
): Promise<void> {
  const db = await openLocalDb();
  const tx = db.transaction('values', 'readwrite');
  const before = parse(await tx.store.get(KEY));
  await tx.store.put({ ...before, ...change(before) }, KEY);
  await tx.done;
  tellListeners();
  channel.postMessage(null);
}

function parse(stored: unknown): DeviceNetwork {
  return storedSchema.catch(INITIAL).parse(stored ?? INITIAL);
}
