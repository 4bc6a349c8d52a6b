/** The connection of a WebSocket request: made, lost, made again, ended. It lives as long as the page, not as its tab. */
import { buildSocket, type BuiltSocket, type NodeId, readSocketSettings } from '@scratchpad/core';
import {
  RELAY_PATH,
  type SocketTarget,
  type SocketEvent,
  type SocketMessage,
} from '@scratchpad/core/wire';
import { useSyncExternalStore } from 'react';
import { readNetwork } from '../network/networkStore.ts';
import { readScopes } from '../send/scopes.ts';
import type { SendContext } from '../send/sendContext.ts';
import { openAgentSocket, openBrowserSocket, type SocketLink } from './socketLink.ts';
import { SocketLog } from './socketLog.ts';
import { socketWords as words } from './words.ts';

/** Where a connection is. `since` is milliseconds since 1970; `held` are names without a value that kept it back. */
export type SocketState =
  | { readonly status: 'idle'; readonly held: readonly string[] }
  | { readonly status: 'connecting' | 'closing' }
  | { readonly status: 'open'; readonly since: number; readonly subprotocol: string }
  | { readonly status: 'waiting' };

const IDLE: SocketState = { status: 'idle', held: [] };
/** Ends that ask to be tried again: lost without a word, the server restarts, the server is busy. Any other was meant. */
const TRANSIENT_CODES = new Set([1006, 1012, 1013]);

/** See {@link SocketState}. */
export class SocketSession {
  readonly log = new SocketLog();
  readonly #id: NodeId;
  #state: SocketState = IDLE;
  #link: SocketLink | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;
  /** Tells a connection from those before it, whose last words come late. */
  #round = 0;
  readonly #listeners = new Set<() => void>();

  constructor(id: NodeId) {
    this.#id = id;
  }

  get state(): SocketState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Connects with what the request says now. */
  async connect(context: SendContext, acceptUnresolved = false): Promise<void> {
    if (this.#state.status !== 'idle') return;
    this.#attempts = 0;
    await this.#open(context, acceptUnresolved);
  }

  /** Ends the connection, or gives up making one. */
  disconnect(): void {
    clearTimeout(this.#retry);
    switch (this.#state.status) {
      case 'open':
        this.#become({ status: 'closing' });
        this.#link?.close();
        return;
      case 'connecting':
      case 'waiting':
        this.#round += 1;
        this.#link?.end();
        this.#link = null;
        this.log.add({ kind: 'note', text: words.cancelled });
        this.#become(IDLE);
        return;
      default:
    }
  }

  /** Sends a message; false when there is no connection. */
  send(message: SocketMessage): boolean {
    if (this.#state.status !== 'open' || !this.#link) return false;
    this.#link.send(message);
    this.log.message('out', message);
    return true;
  }

  async #open(context: SendContext, acceptUnresolved: boolean): Promise<void> {
    const built = this.#build(context);
    if (!built) return this.#become(IDLE);
    if (built.unresolved.length > 0 && !acceptUnresolved)
      return this.#become({ status: 'idle', held: built.unresolved });
    this.#become({ status: 'connecting' });
    const round = ++this.#round;
    const { agent } = context.services;
    const token = await agent.token();
    if (round !== this.#round) return;
    const { connect } = built;
    if (token === null && connect.headers.length > 0)
      this.log.add({ kind: 'problem', text: words.headersLeftOut });
    const listener = {
      onMessage: (message: SocketMessage) => {
        if (round === this.#round) this.log.message('in', message);
      },
      onEvent: (event: SocketEvent) => {
        if (round === this.#round) this.#take(event, connect, context);
      },
    };
    this.#link =
      token === null
        ? openBrowserSocket(connect, listener)
        : openAgentSocket(
            agent.addressOf(RELAY_PATH),
            token,
            { ...connect, network: await readNetwork() },
            listener,
          );
  }

  #build({ store, services, env }: SendContext): BuiltSocket | null {
    const content = store.index.content(this.#id);
    if (content?.kind !== 'ws') return null;
    return buildSocket(content, readScopes(store, services.currentValues, this.#id, env));
  }

  #take(event: SocketEvent, connect: SocketTarget, context: SendContext): void {
    switch (event.type) {
      case 'open': {
        this.#attempts = 0;
        const { handshake, subprotocol } = event;
        this.log.add({ kind: 'open', text: words.connected(connect.url), handshake, body: '' });
        this.#become({ status: 'open', since: Date.now(), subprotocol });
        return;
      }
      case 'refused': {
        const { status, statusText } = event.handshake.response;
        const text = words.refused(`${status} ${statusText}`.trim());
        this.log.add({ kind: 'refused', text, handshake: event.handshake, body: event.body });
        this.#become(IDLE);
        return;
      }
      case 'failed': {
        this.log.add({ kind: 'problem', text: event.message });
        // A first attempt that fails is for a person to look at; a lost connection is made again.
        const wasOpen = this.#state.status === 'open' || this.#attempts > 0;
        if (event.code === 'AGENT_GONE') void context.services.agent.lost();
        if (wasOpen && event.code !== 'MESSAGE_TOO_LARGE') this.#reconnect(context);
        else this.#become(IDLE);
        return;
      }
      case 'closed': {
        const isMeant = this.#state.status === 'closing' || !TRANSIENT_CODES.has(event.code);
        const text = words.closed(event.code, event.reason);
        this.log.add({ kind: isMeant ? 'note' : 'problem', text });
        if (isMeant) this.#become(IDLE);
        else this.#reconnect(context);
        return;
      }
      default:
        event satisfies never;
    }
  }

  #reconnect(context: SendContext): void {
    this.#link = null;
    const content = context.store.index.content(this.#id);
    const settings = readSocketSettings(content?.kind === 'ws' ? content.settings : {});
    if (this.#attempts >= settings.reconnectAttempts) {
      if (this.#attempts > 0) this.log.add({ kind: 'problem', text: words.gaveUp(this.#attempts) });
      this.#become(IDLE);
      return;
    }
    this.#attempts += 1;
    this.log.add({
      kind: 'note',
      text: words.tryingAgain(
        settings.reconnectInterval,
        this.#attempts,
        settings.reconnectAttempts,
      ),
    });
    this.#become({ status: 'waiting' });
    this.#retry = setTimeout(() => void this.#open(context, true), settings.reconnectInterval);
  }

  #become(state: SocketState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const sessionById = new Map<NodeId, SocketSession>();

/** The session of a request; it is there from the first look on. */
export function socketSessionOf(id: NodeId): SocketSession {
  let session = sessionById.get(id);
  if (!session) sessionById.set(id, (session = new SocketSession(id)));
  return session;
}

/** The state of a session, followed. */
export function useSocketState(session: SocketSession): SocketState {
  return useSyncExternalStore(session.subscribe, () => session.state);
}
