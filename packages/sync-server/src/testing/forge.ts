import * as encoding from 'lib0/encoding';

/** A hand-made struct: what no honest Yjs writes. */
export type ForgedStruct = {
  info?: number;
  origin?: readonly [client: number, clock: number];
  rightOrigin?: readonly [client: number, clock: number];
  /** A root's name or an id; `nodes` unless it is said. */
  parent?: string | readonly [client: number, clock: number];
  key?: string | null;
  /** Everything behind the parent, the string `x` unless it is said. */
  content?: (encoder: encoding.Encoder) => void;
  contentRef?: number;
};

/** A hand-made update. */
export type ForgedUpdate = {
  sections?: readonly { client: number; clock: number; structs: readonly ForgedStruct[] }[];
  deletes?: readonly {
    client: number;
    ranges: readonly (readonly [clock: number, length: number])[];
  }[];
};

/** Encodes a hand-made update. */
export function forge({ sections = [], deletes = [] }: ForgedUpdate): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, sections.length);
    for (const { client, clock, structs } of sections) {
      encoding.writeVarUint(encoder, structs.length);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      for (const struct of structs) writeStruct(encoder, struct);
    }
    encoding.writeVarUint(encoder, deletes.length);
    for (const { client, ranges } of deletes) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ranges.length);
      for (const [clock, length] of ranges) {
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarUint(encoder, length);
      }
    }
  });
}

/** One section with one struct: the usual case. */
export function forgeOne(client: number, clock: number, struct: ForgedStruct = {}): Uint8Array {
  return forge({ sections: [{ client, clock, structs: [struct] }] });
}

function writeStruct(encoder: encoding.Encoder, struct: ForgedStruct): void {
  const { origin, rightOrigin, parent = 'nodes', key = 'k', contentRef = 4 } = struct;
  const info =
    struct.info ??
    contentRef |
      (origin === undefined ? 0 : 0x80) |
      (rightOrigin === undefined ? 0 : 0x40) |
      (key === null ? 0 : 0x20);
  encoding.writeUint8(encoder, info);
  if (struct.info === undefined) {
    for (const id of [origin, rightOrigin]) if (id !== undefined) writeId(encoder, id);
    if (origin === undefined && rightOrigin === undefined) {
      encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
      if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
      else writeId(encoder, parent);
      if (key !== null) encoding.writeVarString(encoder, key);
    }
  }
  if (struct.content === undefined) encoding.writeVarString(encoder, 'x');
  else struct.content(encoder);
}

function writeId(encoder: encoding.Encoder, [client, clock]: readonly [number, number]): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}
