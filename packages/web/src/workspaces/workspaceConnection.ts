/** An open workspace's way to its server: tickets, reconnecting, who is there, and what has reached the server. */
import { STORAGE, TAB } from '@scratchpad/core';
import { type Role, SYNC_SUBPROTOCOL } from '@scratchpad/core/wire';
import * as decoding from 'lib0/decoding';
import { equalityDeep } from 'lib0/function';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import { messageSync, WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { socketClass } from '../ledger/connect.ts';
import { accounts } from './accounts.ts';
import type { ConnectionState, Peer, WorkspaceLink } from './connectionState.ts';
import { Cursors } from './cursors.ts';
import { peersByPlace, readPeers } from './peers.ts';
import { Receipts } from './receipts.ts';
import { ServerError } from './serverApi.ts';
import { workspaceWords } from './words.ts';
import { EMPTY_UPDATE, UnsentChanges } from './unsentChanges.ts';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;
const NOTE_AFTER_MS = 400;

/** Close codes of the server; see docs/SYNC-PROTOCOL.md. */
const BAD_MESSAGE = 4400;
const TOO_BIG = 1009;

/** See the top of the file. It never throws: what goes wrong stands in its state. */
export class WorkspaceConnection implements WorkspaceLink {
  readonly id: string;
  readonly server: string;
  readonly #provider: WebsocketProvider;
  readonly #unsent: UnsentChanges;
  readonly #listeners = new Set<() => void>();
  #state: ConnectionState;
  #peers: readonly Peer[] = [];
  #peersByPlace: ReadonlyMap<string, readonly Peer[]> = new Map();
  readonly cursors: Cursors;
  readonly #receipts: Receipts;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #noteTimer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #destroyed = false;

  constructor(options: {
    readonly doc: Y.Doc;
    readonly id: string;
    readonly server: string;
    readonly role: Role;
    /** Changes that had not reached the server when this workspace was closed. */
    readonly unsent: number;
  }) {
    const { doc, id, server, role, unsent } = options;
    this.id = id;
    this.server = server;
    this.#unsent = new UnsentChanges(unsent);
    this.#state = { status: 'connecting', role, unsent, reason: null };
    this.#provider = new WebsocketProvider(`${server.replace(/^http/, 'ws')}/sync`, id, doc, {
      connect: false,
      disableBc: true,
      shouldReconnect: () => false,
      WebSocketPolyfill: socketClass('server'),
    });
    this.#provider.messageHandlers[messageSync] = this.#onSyncMessage;
    this.#provider.on('connection-close', (event) =>
      this.#onClose(event?.code ?? null, event?.reason),
    );
    this.#provider.on('sync', (isSynced: boolean) => {
      if (!isSynced) return;
      this.#attempts = 0;
      this.#set({ status: 'connected', reason: null });
      this.#receipts.serverChanged();
    });
    const { awareness } = this.#provider;
    this.#receipts = new Receipts(
      awareness,
      () => ({ isSynced: this.#provider.synced, hasAll: this.#unsent.count === 0 }),
      this.#readPeers,
    );
    if (unsent > 0) this.#receipts.changed();
    awareness.on('change', this.#readPeers);
    const user = this.#user();
    this.cursors = new Cursors(awareness, user?.id ?? '');
    if (user) awareness.setLocalStateField('user', { id: user.id, name: user.name });
    doc.on('update', this.#onUpdate);
    window.addEventListener('online', this.retry);
    window.addEventListener('offline', this.#onOffline);
    void this.#connect();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get peers(): readonly Peer[] {
    return this.#peers;
  }

  get peersByPlace(): ReadonlyMap<string, readonly Peer[]> {
    return this.#peersByPlace;
  }

  setPlace = (id: string | null): void => {
    const { awareness } = this.#provider;
    // An editor that is gone says nothing of its caret any more.
    awareness.setLocalState({ ...awareness.getLocalState(), place: id, cursor: null });
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tries now instead of later. */
  retry = (): void => {
    if (this.#state.status === 'connected' || this.#destroyed) return;
    clearTimeout(this.#timer);
    this.#attempts = 0;
    void this.#connect();
  };

  /** Leaves the room. What had not reached the server is noted for the next time. */
  async destroy(): Promise<void> {
    this.#destroyed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#noteTimer);
    window.removeEventListener('online', this.retry);
    window.removeEventListener('offline', this.#onOffline);
    this.#provider.doc.off('update', this.#onUpdate);
    this.#receipts.destroy();
    this.#provider.destroy();
    if (accounts.serverOf(this.id)) await accounts.setCopy(this.id, this.#unsent.count);
  }

  #user() {
    return accounts.server(this.server)?.user;
  }

  async #connect(): Promise<void> {
    if (this.#asking || this.#destroyed || this.#provider.shouldConnect) return;
    if ((accounts.server(this.server)?.token ?? null) === null) {
      this.#set({ status: 'logged-out' });
      return;
    }
    this.#asking = true;
    if (this.#state.status !== 'offline') this.#set({ status: 'connecting' });
    try {
      const { ticket, role } = await accounts.api(this.server).ticket(this.id);
      if (this.#destroyed) return;
      this.#set({ role });
      await accounts.setRole(this.id, role);
      this.#provider.protocols = [SYNC_SUBPROTOCOL, ticket];
      this.#provider.connect();
    } catch (error) {
      const code = error instanceof ServerError ? error.code : 'unreachable';
      if (code === 'unauthorized') {
        await accounts.sessionEnded(this.server);
        this.#set({ status: 'logged-out' });
      } else if (code === 'not-found' || code === 'forbidden') {
        this.#set({ status: 'removed' });
        // It finds that this is no longer one of the workspaces there, and keeps the copy.
        void accounts.refreshServer(this.server);
      } else this.#retryLater();
    } finally {
      this.#asking = false;
    }
  }

  #retryLater(): void {
    if (this.#destroyed) return;
    this.#set({ status: 'offline' });
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** this.#attempts, MAX_RETRY_MS);
    this.#attempts++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), delayMs);
  }

  #onClose(code: number | null, reason: string | undefined): void {
    // Ours is the only way back: the provider would come with a ticket that is used.
    this.#provider.shouldConnect = false;
    if (this.#destroyed) return;
    if (code === BAD_MESSAGE || code === TOO_BIG)
      this.#set({ status: 'refused', reason: reason || workspaceWords.refusedCode(code) });
    // Whether a lost role, membership or session is behind it says the next ticket.
    else this.#retryLater();
  }

  readonly #onOffline = (): void => {
    this.#provider.disconnect();
  };

  readonly #onUpdate = (
    update: Uint8Array,
    origin: unknown,
    _: Y.Doc,
    transaction: Y.Transaction,
  ): void => {
    if (origin === this.#provider || origin === TAB || origin === STORAGE) return;
    this.#unsent.add(update, transaction);
    this.#receipts.changed();
    this.#readPeers();
    this.#noteUnsent();
  };

  readonly #readPeers = (): void => {
    const peers = readPeers(this.#provider.awareness, this.#user()?.id ?? '', (state) =>
      this.#receipts.hasReceived(state),
    );
    // A caret that moves changes no list.
    if (equalityDeep(peers, this.#peers)) return;
    this.#peers = peers;
    this.#peersByPlace = peersByPlace(peers);
    this.#publish();
  };

  /** The provider's own handling, watched: what the server asks for, and what it says is on its disk. */
  readonly #onSyncMessage: WebsocketProvider['messageHandlers'][number] = (
    encoder,
    decoder,
    provider,
    emitSynced,
  ) => {
    const watched = decoding.clone(decoder);
    const kind = decoding.readVarUint(watched);
    const payload = decoding.readVarUint8Array(watched);
    const isNew = kind !== syncProtocol.messageYjsUpdate || this.#unsent.received(payload);
    if (!isNew) {
      this.#noteUnsent();
      return;
    }
    encoding.writeVarUint(encoder, messageSync);
    syncProtocol.readSyncMessage(decoder, encoder, provider.doc, provider);
    if (kind === syncProtocol.messageYjsSyncStep1) {
      this.#unsent.sentAll();
      // Behind the SyncStep2, which goes out when this returns: its answer tells that all of that is stored.
      queueMicrotask(() => this.#sendBarrier());
    } else {
      if (kind === syncProtocol.messageYjsSyncStep2 && emitSynced && !provider.synced)
        provider.synced = true;
      if (kind === syncProtocol.messageYjsUpdate) this.#noteUnsent();
    }
  };

  #sendBarrier(): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageSync);
    syncProtocol.writeUpdate(encoder, EMPTY_UPDATE);
    const { ws } = this.#provider;
    if (ws && ws.readyState === ws.OPEN) ws.send(encoding.toUint8Array(encoder));
  }

  #noteUnsent(): void {
    const { count } = this.#unsent;
    if (count === this.#state.unsent) return;
    if (count === 0) this.#receipts.serverChanged();
    const isFirst = this.#state.unsent === 0;
    this.#set({ unsent: count });
    clearTimeout(this.#noteTimer);
    // The first is noted at once: a tab that dies must not leave a workspace that looks sent.
    if (isFirst) void accounts.setCopy(this.id, count);
    else this.#noteTimer = setTimeout(() => void accounts.setCopy(this.id, count), NOTE_AFTER_MS);
  }

  #set(patch: Partial<ConnectionState>): void {
    const next = { ...this.#state, ...patch };
    const { status, role, unsent, reason } = this.#state;
    const isSame =
      next.status === status &&
      next.role === role &&
      next.unsent === unsent &&
      next.reason === reason;
    if (isSame) return;
    this.#state = next;
    this.#publish();
  }

  #publish(): void {
    for (const listener of this.#listeners) listener();
  }
}
