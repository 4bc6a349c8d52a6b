import { ByteReader } from './byteReader.ts';
import { MAX_CLOCK, MAX_KEY_BYTES } from './limits.ts';
import { refuse } from './rejection.ts';

/** Names one struct's element: a client id and a clock. */
export type Id = { readonly client: number; readonly clock: number };

/** One struct of an update, as far as the gate needs it. */
export type Struct = {
  readonly kind: 'item' | 'gc' | 'skip';
  readonly clock: number;
  readonly length: number;
  /** Where it stands in the update. */
  readonly start: number;
  readonly end: number;
  readonly origin: Id | null;
  readonly rightOrigin: Id | null;
  /** Only without origins, which have the parent already: a root's name or a type's id. */
  readonly parent: string | Id | null;
  /** Whether it stands under a key, where that is said, which is without origins. */
  readonly isKeyed: boolean;
  /** Whether it holds a shared type. */
  readonly isType: boolean;
};

/** The structs of one client id, in order. */
export type Section = { readonly client: number; readonly structs: readonly Struct[] };

/** The deleted ranges of one client id: start and end by turns. */
export type Deletes = { readonly client: number; readonly ranges: readonly number[] };

/** An update, taken apart. */
export type UpdateParts = {
  readonly bytes: Uint8Array;
  readonly sections: readonly Section[];
  readonly deletes: readonly Deletes[];
};

// The info byte of a struct; see Item.write and readClientsStructRefs in Yjs 13.
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_KEY = 0x20;
const CONTENT_MASK = 0x1f;
const GC = 0;
const SKIP = 10;

/** Takes an update (version 1) apart. Throws `GateRejection` for what is not whole, or has content of a foreign kind. */
export function readUpdate(bytes: Uint8Array): UpdateParts {
  const reader = new ByteReader(bytes);
  const sections = readSections(reader);
  const deletes = readDeletes(reader);
  if (!reader.isAtEnd) refuse('GATE2', 'Something stands behind the update.');
  return { bytes, sections, deletes };
}

function readSections(reader: ByteReader): Section[] {
  const sections: Section[] = [];
  const count = reader.varUint();
  let previous = Infinity;
  for (let i = 0; i < count; i += 1) {
    const structCount = reader.varUint();
    const client = reader.varUint();
    // Merging relies on this order, and every encoder keeps it.
    if (client >= previous) refuse('GATE2', 'Client ids are not in order.');
    previous = client;
    let clock = reader.varUint();
    const structs: Struct[] = [];
    for (let n = 0; n < structCount; n += 1) {
      const struct = readStruct(reader, clock);
      structs.push(struct);
      clock += struct.length;
      if (clock > MAX_CLOCK) refuse('GATE3', 'A clock is too large.');
    }
    sections.push({ client, structs });
  }
  return sections;
}

function readStruct(reader: ByteReader, clock: number): Struct {
  const start = reader.position;
  const info = reader.byte();
  const isSkip = info === SKIP;
  if (isSkip || (info & CONTENT_MASK) === GC) {
    // Yjs reads a GC with any of the other bits as a GC, too; nobody writes one.
    if (!isSkip && info !== GC) refuse('GATE2', 'A struct has no known type.');
    return {
      kind: isSkip ? 'skip' : 'gc',
      clock,
      length: checkLength(reader.varUint()),
      start,
      end: reader.position,
      origin: null,
      rightOrigin: null,
      parent: null,
      isKeyed: false,
      isType: false,
    };
  }
  const origin = (info & HAS_ORIGIN) === 0 ? null : readId(reader);
  const rightOrigin = (info & HAS_RIGHT_ORIGIN) === 0 ? null : readId(reader);
  let parent: string | Id | null = null;
  if (origin === null && rightOrigin === null) {
    const isRoot = reader.varUint();
    if (isRoot > 1) refuse('GATE2', 'A parent has no known type.');
    parent = isRoot === 1 ? reader.string(MAX_KEY_BYTES) : readId(reader);
    if ((info & HAS_KEY) !== 0) reader.skipKey();
  }
  const content = info & CONTENT_MASK;
  const length = checkLength(skipContent(reader, content));
  return {
    kind: 'item',
    clock,
    length,
    start,
    end: reader.position,
    origin,
    rightOrigin,
    parent,
    isKeyed: (info & HAS_KEY) !== 0,
    isType: content === 7,
  };
}

function readId(reader: ByteReader): Id {
  return { client: reader.varUint(), clock: reader.varUint() };
}

/** A struct without length has no place in the list of structs, and breaks every search in it. */
function checkLength(length: number): number {
  if (length === 0) refuse('GATE2', 'A struct has no length.');
  return length;
}

/** Passes over the content of an item and gives back its length. */
function skipContent(reader: ByteReader, content: number): number {
  switch (content) {
    case 1: // deleted
      return reader.varUint();
    case 3: // binary
      reader.varBytes();
      return 1;
    case 4:
      return reader.skipString();
    case 5: // embed
      reader.skipJson();
      return 1;
    case 6: // format
      reader.skipKey();
      reader.skipJson();
      return 1;
    case 7: {
      const XML_FROM = 3;
      if (reader.varUint() >= XML_FROM) refuse('GATE9', 'XML has no place in a workspace.');
      return 1;
    }
    case 8: {
      const count = reader.varUint();
      for (let i = 0; i < count; i += 1) reader.skipAny();
      return count;
    }
    case 2:
      return refuse('GATE9', 'Legacy JSON has no place in a workspace.');
    case 9:
      return refuse('GATE9', 'A document in a document has no place in a workspace.');
    default:
      return refuse('GATE2', 'A struct has no known type.');
  }
}

function readDeletes(reader: ByteReader): Deletes[] {
  const deletes: Deletes[] = [];
  const count = reader.varUint();
  for (let i = 0; i < count; i += 1) {
    const client = reader.varUint();
    const rangeCount = reader.varUint();
    const ranges: number[] = [];
    for (let n = 0; n < rangeCount; n += 1) {
      const start = reader.varUint();
      const length = reader.varUint();
      if (length === 0) refuse('GATE2', 'A deleted range has no length.');
      ranges.push(start, start + length);
    }
    deletes.push({ client, ranges });
  }
  return deletes;
}
