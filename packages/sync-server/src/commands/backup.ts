import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '@scratchpad/core';
import type { Config } from '../config.ts';
import { DATABASE_FILE, SqliteStore } from '../store/sqlite/sqliteStore.ts';
import { openServerLock } from './serverLock.ts';

/** Copies the whole database into one file, also while the server runs. Fails rather than to replace a file. */
export async function backUp(config: Config, file: string): Promise<void> {
  if (existsSync(file))
    throw new AppError('file-exists', `${file} exists already. Name a new file.`);
  if (!existsSync(join(config.DATA_DIR, DATABASE_FILE)))
    throw new AppError('no-data', `There is no database in ${config.DATA_DIR}.`);
  const store = new SqliteStore(config.DATA_DIR);
  const partial = `${resolve(file)}.partial`;
  try {
    await store.backup(partial);
    // Password hashes and documents.
    await chmod(partial, 0o600);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
    await store.close();
  }
}

/**
 * Puts a backup in the place of the database; what was there is kept beside it. Clients are ahead of a backup, and hold
 * each other's edits: for `RESTORE_WINDOW` any editor may bring them back, see GATE14. The server must be stopped.
 */
export async function restore(config: Config, file: string): Promise<{ kept: string | null }> {
  const unlock = openServerLock(config.DATA_DIR);
  try {
    if (!existsSync(file)) throw new AppError('no-backup', `There is no file ${file}.`);
    const database = join(config.DATA_DIR, DATABASE_FILE);
    const incoming = join(config.DATA_DIR, 'restoring');
    await rm(incoming, { recursive: true, force: true });
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    await copyFile(file, join(incoming, DATABASE_FILE));
    await prepare(incoming, config.RESTORE_WINDOW);
    let kept: string | null = null;
    if (existsSync(database)) {
      kept = `${database}.before-restore-${new Date().toISOString().replaceAll(':', '-')}`;
      // Opening and closing moves the write-ahead log into the file, which alone is moved away.
      await new SqliteStore(config.DATA_DIR).close();
      await rename(database, kept);
      for (const suffix of ['-wal', '-shm']) await rm(database + suffix, { force: true });
    }
    await rename(join(incoming, DATABASE_FILE), database);
    await rm(incoming, { recursive: true, force: true });
    return { kept };
  } finally {
    unlock();
  }
}

/** Ends the time in which edits under the client ids of others are accepted. */
export async function endRestore(config: Config): Promise<void> {
  const unlock = openServerLock(config.DATA_DIR);
  const store = new SqliteStore(config.DATA_DIR);
  try {
    await store.documents.markRestored(0);
    await auditAll(store, 'restore-ended', {});
  } finally {
    await store.close();
    unlock();
  }
}

/** Checks a copy of a backup and marks its workspaces, before it takes anything's place. */
async function prepare(dataDir: string, windowMs: number): Promise<void> {
  let store: SqliteStore | null = null;
  try {
    store = new SqliteStore(dataDir);
    const problems = await store.check();
    if (problems.length > 0) throw new Error(problems[0]);
    const until = Date.now() + windowMs;
    await store.documents.markRestored(until);
    // A backup must not bring back sessions that were revoked and invites that were used since.
    await store.accounts.purgeExpired(Number.MAX_SAFE_INTEGER, 0);
    await auditAll(store, 'restored', { until: new Date(until).toISOString() });
  } catch (error) {
    throw new AppError(
      'bad-backup',
      'The file is not a whole backup of this server. Nothing was changed.',
      {
        cause: error,
      },
    );
  } finally {
    await store?.close();
  }
}

async function auditAll(
  store: SqliteStore,
  action: string,
  detail: Record<string, string>,
): Promise<void> {
  const at = Date.now();
  for (const workspaceId of await store.workspaces.allIds())
    await store.audit.append({ at, action, workspaceId, userId: null, detail });
}

/** The folder of a file that is going to be written. */
export async function makeFolderOf(file: string): Promise<void> {
  await mkdir(dirname(resolve(file)), { recursive: true });
}
