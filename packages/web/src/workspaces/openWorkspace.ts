import { openDocPersistence, type DocPersistence } from '../storage/docPersistence.ts';
import type * as Y from 'yjs';
import { accounts } from './accounts.ts';
import { copyDatabase, keptCopies } from './keptCopies.ts';
import { WorkspaceConnection } from './workspaceConnection.ts';

/** A workspace, open: its copy on this device, and the way to its server. */
export interface OpenWorkspace {
  readonly doc: Y.Doc;
  readonly persistence: DocPersistence;
  readonly connection: WorkspaceConnection;
  /** Number of the copy; see keptCopies.ts. */
  readonly generation: number;
  /** Lets go of it; what was typed is stored first. */
  readonly close: () => Promise<void>;
}

/** Opens the copy of a workspace and connects it. Null for one that no known server has. */
export async function openWorkspace(id: string): Promise<OpenWorkspace | null> {
  const server = accounts.serverOf(id);
  const workspace = accounts.workspace(id);
  if (!server || !workspace) return null;
  await keptCopies.load();
  const generation = keptCopies.generationOf(id);
  const { doc, persistence } = await openDocPersistence(copyDatabase(id, generation));
  const unsent = accounts.state.copies[id]?.unsent ?? 0;
  await accounts.setCopy(id, unsent);
  const { role } = workspace;
  const connection = new WorkspaceConnection({ doc, id, server: server.url, role, unsent });
  const close = async () => {
    await connection.destroy();
    // What a copy that was put aside had not sent is its own affair.
    if (keptCopies.generationOf(id) !== generation && accounts.serverOf(id))
      await accounts.setCopy(id, 0);
    await persistence.destroy();
  };
  return { doc, persistence, connection, generation, close };
}
