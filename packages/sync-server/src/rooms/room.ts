import { AppError, errorMessage } from '@scratchpad/core';
import * as Y from 'yjs';
import { readMessage, type Message } from '../gate/readMessage.ts';
import { GateRejection, isAhead } from '../gate/rejection.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { DocumentStore } from '../store/store.ts';
import { CLOSE, type CloseCode } from './closeCodes.ts';
import type { Connection } from './connection.ts';
import type { DocThread } from './docThread.ts';
import { EMPTY_UPDATE, encodeStep1, encodeUpdateFrame } from './frames.ts';
import { Presence } from './presence.ts';
import { RoomDocument } from './roomDocument.ts';

/** How long an update that is ahead may wait for the SyncStep2 that brings what it builds on; see SYN7. */
const AHEAD_GRACE_MS = 5000;

/** What rooms share. */
export type RoomParts = {
  readonly store: DocumentStore;
  readonly thread: DocThread;
  readonly metrics: Metrics;
  readonly log: Logger;
};

/** Where a room is in its life; see ROOM1. */
export type RoomState = 'loading' | 'open' | 'closing' | 'closed';

/**
 * An open workspace: check → append → commit → broadcast, and the acknowledgement with it. What any other client has
 * seen is on disk.
 */
export class Room {
  readonly id: string;
  /** Resolves when it is open; rejects when it cannot be loaded. */
  readonly loaded: Promise<void>;
  /** Resolves when nothing of it is left: it was closed, or could not be loaded. */
  readonly ended: Promise<void>;
  readonly connections = new Set<Connection>();
  readonly #parts: RoomParts;
  readonly #presence = new Presence((frame) => this.#sendToAll(frame));
  #document: RoomDocument | null = null;
  #state: RoomState = 'loading';
  #closed: Promise<void> | null = null;
  readonly #end: () => void;
  /** Commits that are under way. */
  readonly #appends = new Set<Promise<void>>();
  /** What has become durable in this turn and goes out in one frame. */
  #committed: Uint8Array[] = [];

  constructor(id: string, parts: RoomParts) {
    this.id = id;
    this.#parts = parts;
    ({ promise: this.ended, resolve: this.#end } = Promise.withResolvers<void>());
    this.loaded = this.#load();
    // Whoever joins awaits it; nobody may be there any more when it fails.
    this.loaded.catch(() => undefined);
  }

  get state(): RoomState {
    return this.#closed !== null && this.#state !== 'closed' ? 'closing' : this.#state;
  }

  /** Lets a connection in; the room is open. */
  join(connection: Connection): void {
    this.connections.add(connection);
    if (connection.canEdit) connection.send(encodeStep1(this.#open().stateVector()));
    const others = this.#presence.frame();
    if (others !== null) connection.send(others);
  }

  /** A connection has gone. */
  leave(connection: Connection): void {
    if (this.connections.delete(connection)) this.#presence.leave(connection);
  }

  /** Takes one frame of a connection. Never throws. */
  receive(connection: Connection, frame: Uint8Array): void {
    if (connection.isClosed) return;
    try {
      this.#handle(connection, readMessage(frame));
    } catch (error) {
      if (error instanceof GateRejection) {
        this.#refuse(connection, CLOSE.badMessage, error);
        return;
      }
      this.#parts.log.error({ workspace: this.id, error: errorMessage(error) }, 'message failed');
      connection.close(CLOSE.tryLater, 'the message could not be handled');
    }
  }

  /**
   * Ends the room when everything it has accepted is durable. Resolves then, and never rejects. Connections are closed
   * with `code`.
   */
  close(code: CloseCode, reason: string): Promise<void> {
    this.#closed ??= this.#close(code, reason);
    return this.#closed;
  }

  async #load(): Promise<void> {
    const { store, thread } = this.#parts;
    try {
      this.#document = await RoomDocument.load(this.id, store, thread);
      this.#state = 'open';
    } catch (error) {
      this.#state = 'closed';
      this.#end();
      throw error;
    }
  }

  async #close(code: CloseCode, reason: string): Promise<void> {
    await this.loaded.catch(() => undefined);
    const wasOpen = this.#state === 'open';
    this.#state = 'closing';
    for (const connection of this.connections) connection.close(code, reason);
    while (this.#appends.size > 0) await Promise.allSettled(this.#appends);
    // What was accepted a moment ago goes to those whose sockets still take it: nobody, as they are closed.
    if (wasOpen) await this.#compact(true);
    this.#state = 'closed';
    this.#end();
  }

  #handle(connection: Connection, message: Message): void {
    switch (message.type) {
      case 'step1':
        // A view into a large frame would keep all of it.
        this.#answerStep1(connection, message.stateVector.slice());
        return;
      case 'step2':
        connection.hasStep2 = true;
        if (connection.aheadTimer !== null) clearTimeout(connection.aheadTimer);
        this.#receiveUpdate(connection, message.update, EMPTY_UPDATE);
        return;
      case 'update':
        this.#receiveUpdate(connection, message.update, message.update);
        return;
      case 'awareness':
        this.#presence.receive(connection, message.entries);
        return;
      default:
        message satisfies never;
    }
  }

  /** `echo` acknowledges an update that brings nothing new. */
  #receiveUpdate(connection: Connection, update: Uint8Array, echo: Uint8Array): void {
    const document = this.#open();
    const { userId } = connection.peer;
    try {
      if (!connection.canEdit) {
        // Tolerated as long as it changes nothing.
        if (document.check(update, userId) !== null) this.#refuseEdit(connection);
        return;
      }
      const accepted = document.accept(update, userId);
      if (accepted !== null) {
        const isCopied = accepted.bytes.buffer === update.buffer;
        // A view into the frame would keep all of it for as long as the log is in memory.
        this.#append({ ...accepted, bytes: isCopied ? accepted.bytes.slice() : accepted.bytes });
        return;
      }
      const last = [...this.#appends].at(-1);
      if (last === undefined) connection.sendUpdate(echo);
      else void last.then(() => connection.sendUpdate(echo));
    } catch (error) {
      if (!(error instanceof GateRejection)) throw error;
      const isMalformed = error.code === 'GATE1' || error.code === 'GATE2';
      if (!connection.canEdit && !isMalformed) this.#refuseEdit(connection);
      else if (!connection.hasStep2 && isAhead(error)) this.#waitForStep2(connection, error);
      else throw error;
    }
  }

  /** Leaves an update out whose contents the connection's SyncStep2 will bring, if that comes. */
  #waitForStep2(connection: Connection, rejection: GateRejection): void {
    connection.aheadTimer ??= setTimeout(
      () => this.#refuse(connection, CLOSE.badMessage, rejection),
      AHEAD_GRACE_MS,
    );
  }

  #append(accepted: Parameters<RoomDocument['append']>[0]): void {
    const { metrics } = this.#parts;
    const startedAt = performance.now();
    const append = this.#open()
      .append(accepted)
      .then(
        () => {
          metrics.updates.inc();
          metrics.updateBytes.inc(accepted.bytes.length);
          metrics.commitSeconds.observe((performance.now() - startedAt) / 1000);
          // After the other commits of this turn have been told, too.
          if (this.#committed.length === 0) process.nextTick(() => this.#broadcast());
          this.#committed.push(accepted.bytes);
        },
        (error: unknown) => this.#fail(error),
      )
      .finally(() => this.#appends.delete(append));
    this.#appends.add(append);
  }

  #broadcast(): void {
    const updates = this.#committed;
    this.#committed = [];
    const [first] = updates;
    if (first === undefined) return;
    const update = updates.length === 1 ? first : Y.mergeUpdates(updates);
    const frame = encodeUpdateFrame(update);
    for (const connection of this.connections) connection.sendUpdate(update, frame);
    if (this.state === 'open') void this.#compact(false);
  }

  #answerStep1(connection: Connection, stateVector: Uint8Array): void {
    if (connection.isAnsweringStep1) {
      connection.nextStep1 = stateVector;
      return;
    }
    connection.holdUpdates();
    void this.#sendStep2(connection, stateVector);
  }

  async #sendStep2(connection: Connection, stateVector: Uint8Array): Promise<void> {
    try {
      const update = await this.#open().diff(stateVector);
      connection.sendStep2(update, () => {
        const { nextStep1 } = connection;
        connection.nextStep1 = null;
        if (nextStep1 !== null && !connection.isClosed) this.#answerStep1(connection, nextStep1);
      });
    } catch (error) {
      this.#parts.log.error({ workspace: this.id, error: errorMessage(error) }, 'diff failed');
      connection.close(CLOSE.tryLater, 'the workspace could not be read');
    }
  }

  async #compact(isLast: boolean): Promise<void> {
    try {
      await this.#open().compactIfLarge(isLast);
    } catch (error) {
      // The log is longer than it need be, and complete.
      this.#parts.log.error(
        { workspace: this.id, error: errorMessage(error) },
        'compaction failed',
      );
    }
  }

  /** The store has refused a commit: what the gate knows is no longer true, so the room begins anew from the store. */
  #fail(error: unknown): void {
    const isGone = error instanceof AppError && error.code === 'not-found';
    this.#parts.log.error({ workspace: this.id, error: errorMessage(error) }, 'commit failed');
    if (isGone) void this.close(CLOSE.notFound, 'there is no such workspace');
    else void this.close(CLOSE.tryLater, 'the server cannot store anything at the moment');
  }

  #refuse(connection: Connection, code: CloseCode, rejection: GateRejection): void {
    const { log, metrics } = this.#parts;
    metrics.refused.inc({ rule: rejection.code });
    log.warn(
      { workspace: this.id, user: connection.peer.userId, rule: rejection.code },
      'message refused',
    );
    connection.close(code, `${rejection.code}: ${rejection.message}`);
  }

  #refuseEdit(connection: Connection): void {
    this.#parts.metrics.refused.inc({ rule: 'ROLE1' });
    connection.close(CLOSE.forbidden, 'ROLE1: a viewer cannot edit');
  }

  #sendToAll(frame: Uint8Array): void {
    for (const connection of this.connections) connection.send(frame);
  }

  #open(): RoomDocument {
    if (this.#document === null) throw new AppError('room-not-open', 'The room is not open.');
    return this.#document;
  }
}
