/**
 * The workspace servers that this device knows: who is logged in where, and which workspaces there are. Kept in the
 * local database, in step between tabs. Nothing of it is in a document.
 */
import {
  type Role,
  userSchema,
  type WorkspaceInfo,
  workspaceSchema,
  type WorkspaceSession,
  type WorkspaceUser,
} from '@scratchpad/core/wire';
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { openLocalDb } from '../storage/localDb.ts';
import { copyDatabase, keptCopies } from './keptCopies.ts';
import { workspaceWords } from './words.ts';
import { ServerApi, ServerError } from './serverApi.ts';

const serverSchema = z.object({
  url: z.string(),
  user: userSchema,
  /** Null after the session has ended; the workspaces stay known. */
  token: z.string().nullable(),
  workspaces: z.array(workspaceSchema),
  canCreate: z.boolean(),
});
/** A server and the account there. */
export type ServerAccount = z.infer<typeof serverSchema>;

/** Workspaces with a copy on this device, and how many changes of each have not reached the server. */
const copiesSchema = z.record(z.string(), z.object({ unsent: z.number().int().nonnegative() }));
type Copies = z.infer<typeof copiesSchema>;

/** What is known, as one value that changes as a whole. */
export interface AccountsState {
  readonly loaded: boolean;
  readonly servers: readonly ServerAccount[];
  readonly copies: Readonly<Copies>;
  /** Servers that do not answer, with the time since when. */
  readonly unreachable: ReadonlyMap<string, number>;
}

const SERVERS = 'servers';
const COPIES = 'workspaceCopies';
/** How long until a server that does not answer is asked again. */
const RETRY_SECONDS = 30;

class Accounts {
  #state: AccountsState = { loaded: false, servers: [], copies: {}, unreachable: new Map() };
  readonly #listeners = new Set<() => void>();
  readonly #channel = new BroadcastChannel('scratchpad-accounts');
  #loading: Promise<void> | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#channel.onmessage = () => void this.#read();
    window.addEventListener('online', () => void this.refresh());
  }

  get state(): AccountsState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads what is known, and asks the servers, if there are any, for news. Resolves when the first is done. */
  load(): Promise<void> {
    this.#loading ??= this.#read().then(() => {
      void this.refresh();
    });
    return this.#loading;
  }

  server(url: string): ServerAccount | undefined {
    return this.#state.servers.find((server) => server.url === url);
  }

  /** The server that a workspace lives on. */
  serverOf(workspace: string): ServerAccount | undefined {
    return this.#state.servers.find(({ workspaces }) =>
      workspaces.some(({ id }) => id === workspace),
    );
  }

  workspace(id: string): WorkspaceInfo | undefined {
    return this.serverOf(id)?.workspaces.find((workspace) => workspace.id === id);
  }

  api(url: string): ServerApi {
    return new ServerApi(url, this.server(url)?.token ?? null);
  }

  async logIn(url: string, email: string, password: string): Promise<void> {
    const { user, session } = await new ServerApi(url, null).logIn(email, password);
    await this.#begin(url, user, session);
  }

  async setUp(
    url: string,
    body: { setupToken: string; email: string; name: string; password: string },
  ): Promise<void> {
    const { user, session } = await new ServerApi(url, null).setUp(body);
    await this.#begin(url, user, session);
  }

  /** Uses an invite: as who is logged in there, or as a new user. */
  async acceptInvite(
    url: string,
    token: string,
    body: { email?: string; name?: string; password?: string },
  ): Promise<WorkspaceInfo> {
    const { user, session, workspace } = await this.api(url).acceptInvite(token, body);
    if (session) await this.#begin(url, user, session);
    else await this.refreshServer(url);
    return workspace;
  }

  async createWorkspace(url: string, name: string): Promise<WorkspaceInfo> {
    const workspace = await this.api(url).createWorkspace(name);
    await this.refreshServer(url);
    return workspace;
  }

  /** Ends the session. The server is told when it can be reached; here it is over at once. */
  async logOut(url: string, copies: 'keep' | 'delete'): Promise<void> {
    const server = this.server(url);
    if (!server) return;
    const api = this.api(url);
    const doomed = copies === 'delete' ? server.workspaces.map(({ id }) => id) : [];
    const kept = server.workspaces.filter(
      ({ id }) => this.#state.copies[id] !== undefined && !doomed.includes(id),
    );
    await this.#write(
      kept.length === 0
        ? this.#state.servers.filter((other) => other.url !== url)
        : this.#state.servers.map((other) =>
            other.url === url ? { ...other, token: null, workspaces: kept } : other,
          ),
    );
    await Promise.all(doomed.map((id) => this.forgetCopy(id)));
    if (server.token !== null) await api.logOut().catch(() => undefined);
  }

  /** The server says that the session is over. */
  async sessionEnded(url: string): Promise<void> {
    await this.#write(
      this.#state.servers.map((server) =>
        server.url === url ? { ...server, token: null } : server,
      ),
    );
  }

  /** Asks all servers for news. */
  async refresh(): Promise<void> {
    await Promise.all(
      this.#state.servers
        .filter(({ token }) => token !== null)
        .map(({ url }) => this.refreshServer(url)),
    );
  }

  /** Asks one server for news. Never rejects: what came of it stands in the state. */
  async refreshServer(url: string): Promise<void> {
    try {
      const { user, workspaces, canCreateWorkspaces } = await this.api(url).me();
      this.#setReachable(url, true);
      const before = this.server(url)?.workspaces ?? [];
      await this.#write(
        this.#state.servers.map((server) =>
          server.url === url
            ? { ...server, user, workspaces, canCreate: canCreateWorkspaces }
            : server,
        ),
      );
      const gone = before.filter(({ id }) => !workspaces.some((now) => now.id === id));
      for (const workspace of gone) await this.#putAside(url, workspace);
    } catch (error) {
      if (error instanceof ServerError && error.code === 'unauthorized')
        await this.sessionEnded(url);
      else this.#setReachable(url, false);
    }
  }

  /** Changes the role that is shown, when a ticket tells another one. */
  async setRole(workspace: string, role: Role): Promise<void> {
    if (this.workspace(workspace)?.role === role) return;
    await this.#write(
      this.#state.servers.map((server) => ({
        ...server,
        workspaces: server.workspaces.map((known) =>
          known.id === workspace ? { ...known, role } : known,
        ),
      })),
    );
  }

  /** Notes that a workspace has a copy here, and how much of it has not reached the server. */
  async setCopy(workspace: string, unsent: number): Promise<void> {
    if (this.#state.copies[workspace]?.unsent === unsent) return;
    await this.#writeCopies({ ...this.#state.copies, [workspace]: { unsent } });
  }

  /** Deletes the copy of a workspace from this device, and what was kept beside it. */
  async forgetCopy(workspace: string): Promise<void> {
    const { [workspace]: _, ...rest } = this.#state.copies;
    await this.#writeCopies(rest);
    await keptCopies.load();
    indexedDB.deleteDatabase(copyDatabase(workspace, keptCopies.generationOf(workspace)));
    const db = await openLocalDb();
    await Promise.all([
      db.delete('currentValues', IDBKeyRange.bound([`${workspace}/`], [`${workspace}/\uffff`])),
      db.delete(
        'values',
        IDBKeyRange.bound(`importBase:${workspace}:`, `importBase:${workspace};`),
      ),
    ]);
  }

  /** A workspace that one is no longer a member of keeps its copy here, to read and to copy to the pad. */
  async #putAside(server: string, { id, name }: WorkspaceInfo): Promise<void> {
    const { [id]: copy, ...rest } = this.#state.copies;
    if (!copy) return;
    await this.#writeCopies(rest);
    await keptCopies.load();
    const generation = keptCopies.generationOf(id);
    const reason = workspaceWords.removedTitle;
    const about = { workspace: id, generation, name, server, changes: copy.unsent, reason };
    await keptCopies.putAside(about);
  }

  /** Changes the password; sessions elsewhere end. */
  async changePassword(url: string, current: string, next: string): Promise<void> {
    const { token } = await this.api(url).changePassword(current, next);
    await this.#write(
      this.#state.servers.map((server) => (server.url === url ? { ...server, token } : server)),
    );
  }

  async #begin(url: string, user: WorkspaceUser, session: WorkspaceSession): Promise<void> {
    const before = this.server(url);
    const account: ServerAccount = {
      url,
      user,
      token: session.token,
      workspaces: before?.workspaces ?? [],
      canCreate: true,
    };
    await this.#write([...this.#state.servers.filter((server) => server.url !== url), account]);
    await this.refreshServer(url);
  }

  async #read(): Promise<void> {
    const db = await openLocalDb();
    const [servers, copies] = await Promise.all([
      db.get('values', SERVERS),
      db.get('values', COPIES),
    ]);
    this.#publish({
      loaded: true,
      servers: z
        .array(serverSchema)
        .catch([])
        .parse(servers ?? []),
      copies: copiesSchema.catch({}).parse(copies ?? {}),
    });
  }

  async #write(servers: readonly ServerAccount[]): Promise<void> {
    this.#publish({ servers });
    await (await openLocalDb()).put('values', servers, SERVERS);
    this.#channel.postMessage(null);
  }

  async #writeCopies(copies: Copies): Promise<void> {
    this.#publish({ copies });
    await (await openLocalDb()).put('values', copies, COPIES);
    this.#channel.postMessage(null);
  }

  #setReachable(url: string, isReachable: boolean): void {
    const unreachable = new Map(this.#state.unreachable);
    if (isReachable) unreachable.delete(url);
    else if (!unreachable.has(url)) unreachable.set(url, Date.now());
    this.#publish({ unreachable });
    clearTimeout(this.#retry);
    if (unreachable.size > 0)
      this.#retry = setTimeout(() => void this.refresh(), RETRY_SECONDS * 1000);
  }

  #publish(patch: Partial<AccountsState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener();
  }
}

/** The one list of this page. */
export const accounts = new Accounts();

/** What is known of servers; renders at each change of it. */
export function useAccounts(): AccountsState {
  return useSyncExternalStore(accounts.subscribe, () => accounts.state);
}
