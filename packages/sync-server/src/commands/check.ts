import { errorMessage } from '@scratchpad/core';
import type { Config } from '../config.ts';
import { DocThread } from '../rooms/docThread.ts';
import { RoomDocument } from '../rooms/roomDocument.ts';
import { SqliteStore } from '../store/sqlite/sqliteStore.ts';

/** Checks the database and every document in it. Gives back what is wrong, a line each. */
export async function check(config: Config): Promise<readonly string[]> {
  const store = new SqliteStore(config.DATA_DIR);
  const thread = new DocThread();
  try {
    const problems = [...(await store.check())];
    for (const id of await store.workspaces.allIds()) {
      try {
        await RoomDocument.load(id, store.documents, thread);
      } catch (error) {
        problems.push(`Workspace ${id}: ${errorMessage(error)}`);
      }
    }
    return problems;
  } finally {
    await thread.close();
    await store.close();
  }
}
