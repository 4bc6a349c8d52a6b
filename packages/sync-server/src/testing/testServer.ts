import { onTestFinished } from 'vitest';
import { readConfig, type Config } from '../config.ts';
import { createSyncServer, type SyncServer } from '../createSyncServer.ts';
import { createLogger } from '../log.ts';
import { SqliteStore } from '../store/sqlite/sqliteStore.ts';
import { ApiClient } from './apiClient.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** A running server for the time of one test, with what a test needs of its inside. */
export type TestServer = SyncServer & {
  readonly dataDir: string;
  readonly config: Config;
  readonly store: SqliteStore;
  /** Everything it has logged. */
  readonly logs: string[];
  /** Nobody yet: a client that is not logged in. */
  readonly visitor: () => ApiClient;
  /** Logs in the first account, which is made when it is missing. */
  readonly owner: () => Promise<ApiClient>;
  /** Another account, and a member of a workspace. */
  readonly member: (workspaceId: string, role: string, name?: string) => Promise<ApiClient>;
  /** Closes it and starts it again on the same data. */
  readonly restart: (env?: Record<string, string>) => Promise<TestServer>;
};

/** Starts a server on a free port. */
export async function startServer(env: Record<string, string> = {}): Promise<TestServer> {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  return start(folder.path, env);
}

async function start(dataDir: string, env: Record<string, string>): Promise<TestServer> {
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    WEB_ROOT: dataDir,
    LOGIN_TRIES: '1000',
    ...env,
  });
  const logs: string[] = [];
  const store = new SqliteStore(dataDir);
  const log = createLogger(config.LOG_LEVEL, { write: (line) => logs.push(line) });
  const server = await createSyncServer(config, { log, store });
  let closing: Promise<void> | null = null;
  const close = () => (closing ??= server.close());
  onTestFinished(close);
  let owner: ApiClient | null = null;
  let members = 0;

  const ownerOf = async () => {
    if (owner !== null) return owner;
    owner = new ApiClient(server.url);
    if (server.setupToken === null) await owner.logIn('owner@example.com');
    else await owner.setUp(server.setupToken, 'owner');
    return owner;
  };
  return {
    ...server,
    close,
    config,
    dataDir,
    store,
    logs,
    visitor: () => new ApiClient(server.url),
    owner: ownerOf,
    member: async (workspaceId, role, name = `member${++members}`) => {
      const { invite } = await (
        await ownerOf()
      ).json('POST', `/api/workspaces/${workspaceId}/invites`, { role });
      const member = new ApiClient(server.url);
      await member.accept(invite.token as string, name);
      return member;
    },
    restart: async (more = {}) => {
      await close();
      return start(dataDir, { ...env, ...more });
    },
  };
}
