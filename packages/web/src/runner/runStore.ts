/** The runs of this device, the newest first; the oldest go when there are many. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { openLocalDb } from '../storage/localDb.ts';
import { type RunHead, runHeadSchema, type RunRecord, runRecordSchema } from './runRecord.ts';

const MAX_RUNS = 50;

const listeners = new Set<() => void>();
const channel = new BroadcastChannel('scratchpad-runs');
let version = 0;

function tell(): void {
  version += 1;
  for (const listener of listeners) listener();
}
channel.onmessage = tell;

function changed(): void {
  tell();
  channel.postMessage('changed');
}

/** Where all of a run but its head lies. */
const detailKey = (id: string) => `run:${id}`;

/** Keeps a run. */
export async function addRun(record: RunRecord): Promise<void> {
  const db = await openLocalDb();
  const tx = db.transaction(['runs', 'values'], 'readwrite');
  const runs = tx.objectStore('runs');
  const values = tx.objectStore('values');
  await runs.put(runHeadSchema.parse(record));
  await values.put(record, detailKey(record.id));
  const ids = await runs.index('startedAt').getAllKeys();
  for (const id of ids.slice(0, -MAX_RUNS)) {
    await runs.delete(id);
    await values.delete(detailKey(id));
  }
  await tx.done;
  changed();
}

/** Takes a run away. */
export async function removeRun(id: string): Promise<void> {
  const db = await openLocalDb();
  await db.delete('runs', id);
  await db.delete('values', detailKey(id));
  changed();
}

/** Takes all runs away, those of other documents too. */
export async function removeAllRuns(): Promise<void> {
  const db = await openLocalDb();
  const tx = db.transaction(['runs', 'values'], 'readwrite');
  for (const id of await tx.objectStore('runs').getAllKeys())
    await tx.objectStore('values').delete(detailKey(id));
  await tx.objectStore('runs').clear();
  await tx.done;
  changed();
}

/** All of a run; undefined when it is gone. */
export async function readRun(id: string): Promise<RunRecord | undefined> {
  const db = await openLocalDb();
  return runRecordSchema.safeParse(await db.get('values', detailKey(id))).data;
}

/** All runs of a document, newest first; null until they are read. */
export function useRuns(workspace: string | null): readonly RunHead[] | null {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => version,
  );
  const [runs, setRuns] = useState<readonly RunHead[] | null>(null);
  useEffect(() => {
    let current = true;
    void readRuns(workspace).then((read) => {
      if (current) setRuns(read);
    });
    return () => {
      current = false;
    };
  }, [now, workspace]);
  return runs;
}

async function readRuns(workspace: string | null): Promise<readonly RunHead[]> {
  const db = await openLocalDb();
  const stored: unknown[] = await db.getAllFromIndex('runs', 'startedAt');
  return stored
    .flatMap((record) => runHeadSchema.safeParse(record).data ?? [])
    .filter((record) => record.workspace === workspace)
    .reverse();
}
