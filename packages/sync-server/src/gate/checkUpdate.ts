import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { ClientClaim } from '../store/store.ts';
import { Integration } from './integration.ts';
import type { Change, KnownState } from './knownState.ts';
import { maxNewClients } from './limits.ts';
import { readUpdate, type Deletes, type Section, type UpdateParts } from './readUpdate.ts';
import { refuse } from './rejection.ts';

/** Who wrote under which client id, and who asks. */
export type Writer = {
  readonly userId: string;
  readonly owners: ReadonlyMap<number, string>;
  /** Client ids that any editor may write under now; see GATE14. */
  readonly sharedClients: ReadonlySet<number>;
  /** Whether the workspace was restored a short while ago. */
  readonly isRestored: boolean;
};

/** An update that may be appended: nothing in it but what is new. */
export type Accepted = {
  readonly bytes: Uint8Array;
  readonly claims: readonly ClientClaim[];
  readonly change: Change;
};

/**
 * The gate: whether an update may be appended to what is known. Pure: the caller takes the change into the known state.
 * Gives null for an update that changes nothing. Throws `GateRejection` and nothing else. SPEC.md, section GATE.
 */
export function checkUpdate(bytes: Uint8Array, known: KnownState, writer: Writer): Accepted | null {
  const parts = withoutOverlaps(readUpdate(bytes), known);
  const fresh = parts.sections
    .map((section) => withoutKnown(section, known))
    .filter((section) => section.structs.length > 0);
  // Before the gaps: a forged struct is refused for whose it is, wherever it begins.
  const claims = checkOwnership(fresh, writer, bytes.length);
  const integration = new Integration(known, fresh);
  const deleted = checkDeletes(parts.deletes, known, integration);
  if (integration.clocks.size === 0 && deleted.size === 0) return null;
  return {
    bytes: isAllNew(parts, fresh, deleted)
      ? parts.bytes
      : encodeUpdate(parts.bytes, fresh, deleted),
    claims,
    change: { clocks: integration.clocks, depths: integration.depths, deleted },
  };
}

/** What a stored update knows: for the scan of a document that has passed the gate before. */
export function scanUpdate(bytes: Uint8Array, known: KnownState): void {
  const { sections, deletes } = readUpdate(bytes);
  const integration = new Integration(known, sections);
  const deleted = checkDeletes(deletes, known, integration);
  known.apply({ clocks: integration.clocks, depths: integration.depths, deleted });
}

/** An update whose structs lie each on one side of the known state. */
function withoutOverlaps(parts: UpdateParts, known: KnownState): UpdateParts {
  const isCut = parts.sections.some(({ client, structs }) => {
    const clock = known.clockOf(client);
    return structs.some((struct) => struct.clock < clock && clock < struct.clock + struct.length);
  });
  if (!isCut) return parts;
  const clocks = new Map(
    parts.sections.map(({ client }) => [client, known.clockOf(client)] as const),
  );
  return readUpdate(Y.diffUpdate(parts.bytes, Y.encodeStateVector(clocks)));
}

function withoutKnown(section: Section, known: KnownState): Section {
  const clock = known.clockOf(section.client);
  return {
    client: section.client,
    structs: section.structs.filter(
      (struct) => struct.kind !== 'skip' && struct.clock + struct.length > clock,
    ),
  };
}

function checkOwnership(
  sections: readonly Section[],
  { userId, owners, sharedClients, isRestored }: Writer,
  sizeBytes: number,
): ClientClaim[] {
  const claims: ClientClaim[] = [];
  for (const { client } of sections) {
    const owner = owners.get(client);
    if (owner === undefined) claims.push({ client, userId, isShared: isRestored });
    else if (owner !== userId && !(isRestored && sharedClients.has(client)))
      refuse('GATE5', 'Somebody else writes under this client id.');
  }
  if (claims.length > maxNewClients(sizeBytes)) refuse('GATE6', 'Too many new client ids.');
  return claims;
}

function checkDeletes(
  deletes: readonly Deletes[],
  known: KnownState,
  integration: Integration,
): Map<number, number[]> {
  const fresh = new Map<number, number[]>();
  for (const { client, ranges } of deletes) {
    const clock = integration.clockOf(client);
    for (let i = 1; i < ranges.length; i += 2) {
      if (ranges[i]! > clock) refuse('GATE7', 'The update deletes what is not there.');
    }
    const all = [...(fresh.get(client) ?? []), ...ranges];
    const missing = known.notYetDeleted(client, all);
    if (missing.length > 0) fresh.set(client, missing);
  }
  return fresh;
}

function isAllNew(
  { sections, deletes }: UpdateParts,
  fresh: readonly Section[],
  deleted: ReadonlyMap<number, readonly number[]>,
): boolean {
  return (
    sections.length === fresh.length &&
    sections.every((section, i) => section.structs.length === fresh[i]?.structs.length) &&
    deletes.length === deleted.size &&
    deletes.every(({ client, ranges }) => {
      const missing = deleted.get(client);
      return missing?.length === ranges.length && missing.every((bound, i) => bound === ranges[i]);
    })
  );
}

/** Writes the new structs, as they were, and the new deletes. */
function encodeUpdate(
  bytes: Uint8Array,
  sections: readonly Section[],
  deleted: ReadonlyMap<number, readonly number[]>,
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sections.length);
  for (const { client, structs } of sections) {
    encoding.writeVarUint(encoder, structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, structs[0]?.clock ?? 0);
    for (const { start, end } of structs)
      encoding.writeUint8Array(encoder, bytes.subarray(start, end));
  }
  encoding.writeVarUint(encoder, deleted.size);
  for (const [client, ranges] of [...deleted].toSorted(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length / 2);
    for (let i = 0; i < ranges.length; i += 2) {
      encoding.writeVarUint(encoder, ranges[i]!);
      encoding.writeVarUint(encoder, ranges[i + 1]! - ranges[i]!);
    }
  }
  return encoding.toUint8Array(encoder);
}
