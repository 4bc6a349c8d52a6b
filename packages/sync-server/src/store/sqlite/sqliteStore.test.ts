import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { aUser } from '../acceptance/storeSetup.ts';
import { describeStore } from '../storeAcceptance.ts';
import { DATABASE_FILE, SqliteStore } from './sqliteStore.ts';

describeStore('SQLite', async () => {
  const folder = await temporaryFolder();
  return {
    store: new SqliteStore(folder.path),
    reopen: async () => new SqliteStore(folder.path),
    remove: folder.remove,
  };
});

async function openStore() {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const store = new SqliteStore(folder.path);
  await store.accounts.createUser(aUser('ann'));
  await store.workspaces.create({ id: 'w', name: 'W', ownerId: 'id-ann', createdAt: 0 });
  return { store, dataDir: folder.path };
}

/** Commits in a write-ahead log: frames that say how large the database is after them. https://sqlite.org/fileformat2.html#walformat */
function countCommits(wal: Buffer): number {
  const [headerBytes, frameHeaderBytes] = [32, 24];
  const frameBytes = frameHeaderBytes + wal.readUInt32BE(8);
  let commits = 0;
  for (let at = headerBytes; at + frameBytes <= wal.length; at += frameBytes) {
    if (wal.readUInt32BE(at + 4) > 0) commits += 1;
  }
  return commits;
}

describe('SQLite', () => {
  it('STORE1 what was acknowledged is there after kill -9', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { store, dataDir } = await openStore();
      await store.close();
      const child = spawn(process.execPath, [
        fileURLToPath(new URL('../../testing/appendUntilKilled.ts', import.meta.url)),
        dataDir,
      ]);
      let output = '';
      for await (const chunk of child.stdout) {
        output += String(chunk);
        if (output.length > 500 * (round + 1)) child.kill('SIGKILL');
      }
      const acknowledged = output.split('\n').slice(0, -1).map(Number);
      expect(acknowledged.length).toBeGreaterThan(100);

      const again = new SqliteStore(dataDir);
      const { updates } = await again.documents.load('w');
      expect(updates.map(({ seq }) => seq)).toEqual(expect.arrayContaining(acknowledged));
      expect(await again.check()).toEqual([]);
      await again.close();
    }
  }, 30_000);

  it('STORE1 a disk that is full rejects appends, loses nothing, and goes on when there is room', async () => {
    const { store, dataDir } = await openStore();
    const first = await store.documents.append('w', new Uint8Array(10), []);
    const big = new Uint8Array(200_000);
    // The same database error as a full disk: the file may not grow.
    store.limitPages(1);
    await expect(
      Promise.all([store.documents.append('w', big, []), store.documents.append('w', big, [])]),
    ).rejects.toMatchObject({ code: 'store-failed' });
    store.limitPages(1_000_000);
    const second = await store.documents.append('w', big, []);
    await store.close();
    const again = new SqliteStore(dataDir);
    const { updates } = await again.documents.load('w');
    expect(updates.map(({ seq }) => seq)).toEqual([first, second]);
    await again.close();
  });

  it('STORE2 the appends of one turn are one commit', async () => {
    const { store, dataDir } = await openStore();
    const wal = join(dataDir, `${DATABASE_FILE}-wal`);
    const before = countCommits(readFileSync(wal));
    await Promise.all(
      Array.from({ length: 50 }, () => store.documents.append('w', new Uint8Array(1), [])),
    );
    expect(countCommits(readFileSync(wal)) - before).toBe(1);
    await store.close();
  });

  it('STORE7 the audit log can be changed by nobody', async () => {
    const { store, dataDir } = await openStore();
    await store.audit.append({ at: 1, action: 'a', workspaceId: 'w', userId: null, detail: {} });
    await store.close();
    const database = new DatabaseSync(join(dataDir, DATABASE_FILE));
    expect(() => database.exec('DELETE FROM audit')).toThrow('append-only');
    expect(() => database.exec(`UPDATE audit SET action = 'b'`)).toThrow('append-only');
    database.close();
  });

  it('a database of a newer version is not touched', async () => {
    const { store, dataDir } = await openStore();
    await store.close();
    const database = new DatabaseSync(join(dataDir, DATABASE_FILE));
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => new SqliteStore(dataDir)).toThrow('newer version');
  });
});
