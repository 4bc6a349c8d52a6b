/** Schemas by the address they came from, on this device only. */
import { z } from 'zod';
import { openLocalDb } from '../storage/localDb.ts';

const PREFIX = 'graphql-schema ';
/** The schemas of so many addresses are kept; the oldest go first. */
const MAX_SCHEMAS = 20;

const storedSchema = z.object({
  /** When it was loaded, milliseconds since 1970. */
  at: z.number(),
  /** The answer to the introspection query, its `data`. */
  introspection: z.looseObject({}),
});
export type StoredSchema = z.infer<typeof storedSchema>;

/** The schema of an address; undefined when there is none. */
export async function getStoredSchema(url: string): Promise<StoredSchema | undefined> {
  const db = await openLocalDb();
  return storedSchema.safeParse(await db.get('values', PREFIX + url)).data;
}

/** Keeps the schema of an address. */
export async function putStoredSchema(url: string, schema: StoredSchema): Promise<void> {
  const db = await openLocalDb();
  const tx = db.transaction('values', 'readwrite');
  await tx.store.put(schema, PREFIX + url);
  const range = IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`);
  const keys = await tx.store.getAllKeys(range);
  if (keys.length > MAX_SCHEMAS) {
    const ages = await Promise.all(
      keys.map(async (key) => ({
        key,
        at: storedSchema.safeParse(await tx.store.get(key)).data?.at ?? 0,
      })),
    );
    ages.sort((a, b) => a.at - b.at);
    for (const { key } of ages.slice(0, keys.length - MAX_SCHEMAS)) await tx.store.delete(key);
  }
  await tx.done;
}
