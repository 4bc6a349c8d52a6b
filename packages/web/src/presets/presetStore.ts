/** Header presets: named sets of header rows, kept on this device for every collection and workspace. */
import { createRowId, type RowInput } from '@scratchpad/core';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { openLocalDb } from '../storage/localDb.ts';

const presetSchema = z.object({
  id: z.string(),
  name: z.string(),
  rows: z.array(
    z.object({
      key: z.string(),
      value: z.string(),
      enabled: z.boolean(),
      description: z.string(),
    }),
  ),
});
export type HeaderPreset = z.infer<typeof presetSchema>;
export type PresetRow = HeaderPreset['rows'][number];

const KEY = 'headerPresets';
const channel = new BroadcastChannel('scratchpad-header-presets');
const listeners = new Set<() => void>();

channel.addEventListener('message', tell);

function tell(): void {
  for (const listener of listeners) listener();
}

/** What a preset keeps of a row. */
export function toPresetRow(row: RowInput): PresetRow {
  return {
    key: row.key,
    value: typeof row.value === 'string' ? row.value : '',
    enabled: row.enabled ?? true,
    description: row.description ?? '',
  };
}

function read(stored: unknown): readonly HeaderPreset[] {
  return z.array(presetSchema).safeParse(stored).data ?? [];
}

/** Reads, changes and writes in one transaction, as other tabs may write, too. */
async function change(
  next: (presets: readonly HeaderPreset[]) => readonly HeaderPreset[],
): Promise<void> {
  const db = await openLocalDb();
  const tx = db.transaction('values', 'readwrite');
  await tx.store.put(next(read(await tx.store.get(KEY))), KEY);
  await tx.done;
  tell();
  channel.postMessage('changed');
}

/** Keeps rows under a name; returns the new preset's id. */
export async function addPreset(name: string, rows: readonly PresetRow[]): Promise<string> {
  const id = createRowId();
  await change((presets) => [...presets, { id, name, rows: [...rows] }]);
  return id;
}

/** Changes a preset. Does nothing when it is gone. */
export function updatePreset(
  id: string,
  patch: Partial<Pick<HeaderPreset, 'name' | 'rows'>>,
): Promise<void> {
  return change((presets) =>
    presets.map((preset) => (preset.id === id ? { ...preset, ...patch } : preset)),
  );
}

/** Takes a preset away; rows that were inserted from it stay. */
export function removePreset(id: string): Promise<void> {
  return change((presets) => presets.filter((preset) => preset.id !== id));
}

/** All presets by name; empty until they are read. */
export function usePresets(): readonly HeaderPreset[] {
  const [presets, setPresets] = useState<readonly HeaderPreset[]>([]);
  useEffect(() => {
    let current = true;
    const load = async () => {
      const db = await openLocalDb();
      const stored = read(await db.get('values', KEY));
      if (current) setPresets(stored.toSorted((a, b) => a.name.localeCompare(b.name)));
    };
    // Without a database there are no presets; the status bar says what is wrong with it.
    const refresh = () => void load().catch(() => undefined);
    refresh();
    listeners.add(refresh);
    return () => {
      current = false;
      listeners.delete(refresh);
    };
  }, []);
  return presets;
}
