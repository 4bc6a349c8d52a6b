/** A client made by hand, with a real ticket: it sends what no honest client would. */
import { SYNC_SUBPROTOCOL } from '@scratchpad/core/wire';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

const SYNC = 0;
const AWARENESS = 1;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** How a message is put onto the wire; the last has a varint of two bytes where one is enough. */
export const FORMS = ['update', 'SyncStep2', 'non-minimal varint'] as const;

/** Logs in with the password of the stories, and gets a ticket for a workspace. */
async function fetchTicket(url: string, email: string, workspace: string): Promise<string> {
  const post = async (path: string, body: object, token?: string): Promise<unknown> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const { session } = (await post('/api/login', { email, password: 'correct horse battery' })) as {
    session: { token: string };
  };
  const path = `/api/workspaces/${workspace}/ticket`;
  return ((await post(path, {}, session.token)) as { ticket: string }).ticket;
}

/** A socket in the room of a workspace, as this person. */
export class HandMadeClient {
  readonly doc = new Y.Doc();
  readonly #socket: WebSocket;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  /** Resolves when the document is here. */
  readonly synced: Promise<void>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.addEventListener('close', ({ code }) => resolve(code));
    });
    this.synced = new Promise((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        const decoder = decoding.createDecoder(new Uint8Array(data as ArrayBuffer));
        const type = decoding.readVarUint(decoder);
        if (type === AWARENESS) this.#notePeers(decoder);
        if (type !== SYNC) return;
        const kind = decoding.readVarUint(decoder);
        if (kind === STEP_1) return;
        Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder));
        if (kind === STEP_2) resolve();
      });
    });
  }

  static async open(server: string, email: string, workspace: string): Promise<HandMadeClient> {
    const ticket = await fetchTicket(server, email, workspace);
    const socket = new WebSocket(`${server.replace(/^http/, 'ws')}/sync/${workspace}`, [
      SYNC_SUBPROTOCOL,
      ticket,
    ]);
    socket.binaryType = 'arraybuffer';
    const client = new HandMadeClient(socket);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    client.#send([SYNC, STEP_1], Y.encodeStateVector(client.doc));
    return client;
  }

  /** Client ids of the documents of those who are here. */
  readonly peers = new Set<number>();

  #notePeers(decoder: decoding.Decoder): void {
    const entries = decoding.createDecoder(decoding.readVarUint8Array(decoder));
    for (let left = decoding.readVarUint(entries); left > 0; left--) {
      this.peers.add(decoding.readVarUint(entries));
      decoding.readVarUint(entries);
      decoding.readVarString(entries);
    }
  }

  /** Sends an update in one of the forms. */
  write(update: Uint8Array, form: (typeof FORMS)[number]): void {
    this.#send(form === 'SyncStep2' ? [SYNC, STEP_2] : [SYNC, UPDATE], update, form);
  }

  close(): void {
    this.#socket.close();
  }

  #send(kinds: readonly number[], payload: Uint8Array, form?: string): void {
    const encoder = encoding.createEncoder();
    if (form === 'non-minimal varint') encoding.writeUint8Array(encoder, new Uint8Array([0x80, 0]));
    else encoding.writeVarUint(encoder, kinds[0] ?? 0);
    encoding.writeVarUint(encoder, kinds[1] ?? 0);
    encoding.writeVarUint8Array(encoder, payload);
    this.#socket.send(encoding.toUint8Array(encoder));
  }
}
