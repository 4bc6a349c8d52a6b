import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ApiClient, PASSWORD } from './testing/apiClient.ts';
import { runCommand, startProcess, type ServerProcess } from './testing/serverProcess.ts';
import { connectStock } from './testing/syncClients.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const until = <T>(check: () => T, ms = 5000) => vi.waitFor(check, ms);

async function dataFolder(): Promise<string> {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  return folder.path;
}

async function addMember(server: ServerProcess, id: string, name: string): Promise<ApiClient> {
  const { invite } = await server.api.json('POST', `/api/workspaces/${id}/invites`, {
    role: 'editor',
  });
  const member = new ApiClient(server.url);
  await member.accept(invite.token as string, name);
  return member;
}

describe('serve', () => {
  it('SYN3 what a peer has seen survives kill -9, every time', async () => {
    const dataDir = await dataFolder();
    let server = await startProcess(dataDir);
    const id = await server.api.createWorkspace();
    const seen = new Map<string, unknown>();
    const rounds = Number(process.env['KILL_ROUNDS'] ?? 4);
    for (let round = 0; round < rounds; round += 1) {
      const writer = await connectStock(server.api, id);
      const watcher = await connectStock(server.api, id);
      const enough = 40 + ((round * 37) % 200);
      let n = 0;
      while (watcher.nodes.size < seen.size + enough) {
        for (let burst = 0; burst < 5; burst += 1) writer.nodes.set(`r${round}n${n++}`, n);
        await new Promise(setImmediate);
      }
      // In the middle of it all: later ones are still on their way.
      for (let burst = 0; burst < 200; burst += 1) writer.nodes.set(`r${round}n${n++}`, n);
      expect(await server.end('SIGKILL')).toBeNull();
      for (const [key, value] of watcher.nodes) seen.set(key, value);
      writer.provider.destroy();
      watcher.provider.destroy();
      server = await startProcess(dataDir);
      const reader = await connectStock(server.api, id);
      for (const [key, value] of seen) expect([key, reader.nodes.get(key)]).toEqual([key, value]);
      expect(seen.size).toBeGreaterThanOrEqual(enough * (round + 1) * 0.5);
    }
    expect(await server.end('SIGTERM')).toBe(0);
    expect(await runCommand(dataDir, ['check'])).toMatchObject({ code: 0 });
  }, 120_000);

  it('ROOM8 SIGTERM closes with 1012 and loses nothing that was accepted', async () => {
    const dataDir = await dataFolder();
    const server = await startProcess(dataDir);
    const id = await server.api.createWorkspace();
    const writer = await connectStock(server.api, id);
    const watcher = await connectStock(server.api, id);
    for (let i = 0; i < 500; i += 1) writer.nodes.set(`n${i}`, i);
    await until(() => expect(watcher.nodes.size).toBeGreaterThan(0));
    const startedAt = performance.now();
    expect(await server.end('SIGTERM')).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    await until(() => expect([writer.closed, watcher.closed]).toEqual([[1012], [1012]]));
    const again = await startProcess(dataDir);
    const reader = await connectStock(again.api, id);
    for (const [key, value] of watcher.nodes) expect(reader.nodes.get(key)).toBe(value);
    await again.end('SIGTERM');
  }, 30_000);

  it('one server for each data folder, and clear words for what is wrong', async () => {
    const dataDir = await dataFolder();
    const server = await startProcess(dataDir);
    const second = await runCommand(dataDir, ['serve']);
    expect([second.code, second.stderr]).toEqual([
      1,
      expect.stringContaining('Stop that server first'),
    ]);
    const other = await dataFolder();
    const port = new URL(server.url).port;
    const taken = await runCommand(other, ['serve'], '', { PORT: port });
    expect([taken.code, taken.stderr]).toEqual([
      1,
      expect.stringContaining(`Port ${port} is taken`),
    ]);
    const wrong = await runCommand(other, ['serve'], '', {
      PORT: 'x',
      SESSION_IDLE: 'soon',
      PUBLIC_URL: 'ftp://x',
      REDIS_URL: 'redis://x',
    });
    expect(wrong.code).toBe(1);
    for (const name of ['PORT', 'SESSION_IDLE', 'PUBLIC_URL', 'REDIS_URL'])
      expect(wrong.stderr).toContain(`${name} `);
    expect((await runCommand(other, ['nonsense'])).stderr).toContain('no command "nonsense"');
    expect((await runCommand(other, ['--nonsense'])).code).toBe(1);
    await server.end('SIGTERM');
  }, 30_000);
});

describe('commands', () => {
  it('GATE14 after a restore, everything that the clients still hold comes back', async () => {
    const dataDir = await dataFolder();
    let server = await startProcess(dataDir);
    const id = await server.api.createWorkspace();
    const ann = await connectStock(server.api, id);
    const bobApi = await addMember(server, id, 'bob');
    const bob = await connectStock(bobApi, id);
    ann.nodes.set('ann', 'before');
    bob.nodes.set('bob', 'before');
    await until(() => expect([ann.nodes.size, bob.nodes.size]).toEqual([2, 2]));
    const file = join(dataDir, 'backups', 'one.sqlite');
    expect(await runCommand(dataDir, ['backup', file])).toMatchObject({ code: 0 });
    expect(await runCommand(dataDir, ['backup', file])).toMatchObject({ code: 1 });
    ann.nodes.set('ann', 'after');
    bob.nodes.set('bob', 'after');
    const cid = await connectStock(bobApi, id);
    cid.nodes.set('new page', 'after');
    await until(() => expect([ann.nodes.size, bob.nodes.size]).toEqual([3, 3]));

    expect((await runCommand(dataDir, ['restore', file])).stderr).toContain(
      'Stop that server first',
    );
    await server.end('SIGTERM');
    await writeFile(join(dataDir, 'broken'), 'no database');
    expect(await runCommand(dataDir, ['restore', join(dataDir, 'broken')])).toMatchObject({
      code: 1,
    });
    expect(await runCommand(dataDir, ['restore', file])).toMatchObject({ code: 0 });
    const oldToken = server.api.token;

    // Ann comes first, with what Bob's pages have written; Bob's first page goes on writing.
    server = await startProcess(dataDir);
    const stranger = new ApiClient(server.url);
    stranger.token = oldToken;
    expect(await stranger.fail('GET', '/api/me')).toEqual([401, 'unauthorized']);
    const annAgain = await connectStock(server.api, id, ann.doc);
    const bobNow = new ApiClient(server.url);
    await bobNow.logIn('bob@example.com');
    const bobAgain = await connectStock(bobNow, id, bob.doc);
    const cidAgain = await connectStock(bobNow, id, cid.doc);
    bobAgain.nodes.set('bob', 'later');
    cidAgain.nodes.set('new page', 'later');
    await until(() =>
      expect(annAgain.nodes.toJSON()).toEqual({ ann: 'after', bob: 'later', 'new page': 'later' }),
    );
    const reader = await connectStock(server.api, id);
    expect(reader.nodes.toJSON()).toEqual(annAgain.nodes.toJSON());
    await server.end('SIGTERM');
    expect(await runCommand(dataDir, ['end-restore'])).toMatchObject({ code: 0 });
    expect(await runCommand(dataDir, ['check'])).toMatchObject({ code: 0 });
    expect(existsSync(join(dataDir, 'restoring'))).toBe(false);
  }, 60_000);

  it('create-user makes an account while the server runs', async () => {
    const dataDir = await dataFolder();
    const server = await startProcess(dataDir);
    const create = (password: string, email = 'new@example.com') =>
      runCommand(
        dataDir,
        ['create-user', '--email', email, '--name', 'New', '--admin'],
        `${password}\n`,
      );
    expect(await create('short')).toMatchObject({ code: 1 });
    expect(await create(PASSWORD)).toMatchObject({ code: 0 });
    expect((await create(PASSWORD)).stderr).toContain('already');
    const client = new ApiClient(server.url);
    await client.logIn('new@example.com');
    await server.end('SIGTERM');
  }, 30_000);

  it('check finds a document that is damaged', async () => {
    const dataDir = await dataFolder();
    const server = await startProcess(dataDir);
    const id = await server.api.createWorkspace();
    const writer = await connectStock(server.api, id);
    writer.nodes.set('a', 1);
    await until(async () => expect((await connectStock(server.api, id)).nodes.size).toBe(1));
    await server.end('SIGTERM');
    const database = new DatabaseSync(join(dataDir, 'scratchpad.sqlite'));
    database.exec(`UPDATE updates SET bytes = x'0101'`);
    database.close();
    const { code, stderr } = await runCommand(dataDir, ['check']);
    expect([code, stderr]).toEqual([1, expect.stringContaining(id)]);
  }, 30_000);
});
