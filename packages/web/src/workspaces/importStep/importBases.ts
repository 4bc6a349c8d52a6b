/** What was imported last, by workspace and unit: on this device only. The three-way merge needs it. */
import type { NodeId } from '@scratchpad/core';
import type { UnitBase } from '@scratchpad/core/workspace';
import { z } from 'zod';
import { openLocalDb } from '../../storage/localDb.ts';

const id = z.string().transform((text) => text as NodeId);
const baseSchema = z.object({
  base: z.object({
    collection: id,
    fileId: z.string().nullable(),
    name: z.string(),
    hash: z.string(),
    text: z.string(),
    ids: z.array(id.nullable()),
  }),
  // What was written before parts could be left out has none.
  leftOut: z.array(z.string()).default([]),
});

const keyOf = (workspace: string, unit: string) => `importBase:${workspace}:${unit}`;
const PAD_ID = 'padId';

/** Null when this device has none: then every difference is shown as changed on both sides. */
export async function readImportBase(workspace: string, unit: string): Promise<UnitBase | null> {
  const db = await openLocalDb();
  const parsed = baseSchema.safeParse(await db.get('values', keyOf(workspace, unit)));
  return parsed.success ? parsed.data : null;
}

/** Keeps it for the next time; null forgets it. */
export async function writeImportBase(
  workspace: string,
  unit: string,
  base: UnitBase | null,
): Promise<void> {
  const db = await openLocalDb();
  if (base === null) await db.delete('values', keyOf(workspace, unit));
  else await db.put('values', base, keyOf(workspace, unit));
}

/** The name of this device's pad in the records of what it imported. It says nothing about whose it is. */
export async function readPadId(): Promise<string> {
  const db = await openLocalDb();
  const known = z.string().safeParse(await db.get('values', PAD_ID));
  if (known.success) return known.data;
  const made = crypto.randomUUID();
  await db.put('values', made, PAD_ID);
  return made;
}
