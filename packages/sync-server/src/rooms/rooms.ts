import { AppError } from '@scratchpad/core';
import { CLOSE, type CloseCode } from './closeCodes.ts';
import type { Connection, Peer } from './connection.ts';
import { KEEP_ALIVE_FRAME } from './frames.ts';
import { Room, type RoomParts } from './room.ts';

/** Every open workspace, one room each. */
export class Rooms {
  readonly #parts: RoomParts;
  readonly #idleMs: number;
  readonly #roomById = new Map<string, Room>();
  readonly #idleTimerByRoom = new Map<Room, NodeJS.Timeout>();
  readonly #keepAlive: NodeJS.Timeout;
  #isClosing = false;

  constructor(parts: RoomParts, times: { readonly idleMs: number; readonly keepAliveMs: number }) {
    this.#parts = parts;
    this.#idleMs = times.idleMs;
    this.#keepAlive = setInterval(() => {
      for (const connection of this.connections()) connection.send(KEEP_ALIVE_FRAME);
    }, times.keepAliveMs);
    this.#keepAlive.unref();
  }

  /** All connections of all rooms. */
  *connections(): Generator<Connection> {
    for (const room of this.#roomById.values()) yield* room.connections;
  }

  /** Puts a connection into its room, which is loaded for it if need be. Rejects when that fails. */
  async join(connection: Connection): Promise<Room> {
    for (;;) {
      if (this.#isClosing) throw new AppError('closing', 'the server restarts');
      const room = this.#find(connection.peer.workspaceId);
      if (room.state === 'closing') {
        await room.close(CLOSE.restart, '');
        continue;
      }
      await room.loaded;
      if (room.state !== 'open') continue;
      this.#keep(room);
      room.join(connection);
      return room;
    }
  }

  /** A connection has gone; the last one lets the room be unloaded after a while. */
  leave(room: Room, connection: Connection): void {
    room.leave(connection);
    if (room.connections.size > 0 || room.state !== 'open' || this.#isClosing) return;
    this.#keep(room);
    const timer = setTimeout(() => {
      this.#idleTimerByRoom.delete(room);
      void room.close(CLOSE.restart, 'unloaded');
    }, this.#idleMs);
    this.#idleTimerByRoom.set(room, timer);
  }

  /** Closes the connections that a test picks: those of a session, a member, a workspace. */
  revoke(isMeant: (peer: Peer) => boolean, code: CloseCode, reason: string): void {
    for (const connection of [...this.connections()]) {
      if (isMeant(connection.peer)) connection.close(code, reason);
    }
  }

  /** Ends every room when all that was accepted is durable. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#keepAlive);
    for (const timer of this.#idleTimerByRoom.values()) clearTimeout(timer);
    await Promise.all(
      [...this.#roomById.values()].map((room) => room.close(CLOSE.restart, 'the server restarts')),
    );
  }

  #find(id: string): Room {
    const found = this.#roomById.get(id);
    if (found !== undefined && found.state !== 'closed') return found;
    const room = new Room(id, this.#parts);
    this.#roomById.set(id, room);
    this.#parts.metrics.rooms.set(this.#roomById.size);
    // One that cannot be loaded, or that ends by itself when the store fails, is not to be found again.
    void room.ended.then(() => this.#forget(room));
    return room;
  }

  /** It is in use again. */
  #keep(room: Room): void {
    clearTimeout(this.#idleTimerByRoom.get(room));
    this.#idleTimerByRoom.delete(room);
  }

  #forget(room: Room): void {
    this.#keep(room);
    if (this.#roomById.get(room.id) === room) this.#roomById.delete(room.id);
    this.#parts.metrics.rooms.set(this.#roomById.size);
  }
}
