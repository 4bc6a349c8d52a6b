import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@scratchpad/core';

/**
 * One server, or one command that replaces data, for each data folder. Rooms are held in memory, so two servers would
 * not see each other's edits. Gives back how to let go. Throws `AppError` `in-use`.
 */
export function openServerLock(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'server.pid');
  const holder = readHolder(file);
  if (holder !== null) {
    throw new AppError('in-use', `Process ${holder} is using ${dataDir}. Stop that server first.`);
  }
  writeFileSync(file, String(process.pid), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** The process that holds the lock; null when there is none, or it was killed. */
function readHolder(file: string): number | null {
  let pid: number;
  try {
    pid = Number(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
  // In a container every server is process 1, so the file of the one before looks like our own.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return null;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? pid : null;
  }
}
