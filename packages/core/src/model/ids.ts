import { uuidv4 } from 'lib0/random';
import { getRandomValues } from 'lib0/webcrypto';

declare const brand: unique symbol;

/** A string that only its own constructor hands out, so that a node id cannot be passed where a row id is meant. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Names a node of the node table; unique over all documents, kept when a node is copied into a workspace. */
export type NodeId = Brand<string, 'NodeId'>;
/** Names an environment. */
export type EnvId = Brand<string, 'EnvId'>;
/** Names one row of a table (header, parameter, form row, variable) inside its owner. */
export type RowId = Brand<string, 'RowId'>;
/** Names what was deleted by one act, so that it is restored by one act. */
export type BatchId = Brand<string, 'BatchId'>;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
// One call for many ids: an import makes a hundred thousand of them.
const pool = new Uint8Array(4096);
let unread = 0;

function randomId(length: number): string {
  let id = '';
  for (let i = 0; i < length; i++) {
    if (unread === 0) {
      getRandomValues(pool);
      unread = pool.length;
    }
    id += ALPHABET[(pool[--unread] as number) & 63];
  }
  return id;
}

/** 20 characters, 120 bits: short in memory and on disk, and safe against collision between devices. */
export function createNodeId(): NodeId {
  return randomId(20) as NodeId;
}

/** As {@link createNodeId}, for environments. */
export function createEnvId(): EnvId {
  return randomId(20) as EnvId;
}

/** 10 characters: a row id is unique within its owner only. */
export function createRowId(): RowId {
  return randomId(10) as RowId;
}

/** Names one act of deletion. */
export function createBatchId(): BatchId {
  return randomId(12) as BatchId;
}

/** An RFC 9562 UUID, which collection and environment files carry as their id. */
export function createFileId(): string {
  return uuidv4();
}
