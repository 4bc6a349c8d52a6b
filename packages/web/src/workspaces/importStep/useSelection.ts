import type { NodeId } from '@scratchpad/core';
import type { UnitBase, UnitRef } from '@scratchpad/core/workspace';
import { useMemo, useState } from 'react';
import type { ChosenUnit } from './dryRun.ts';
import { countTicks, leavesOf, type Ticks, toggleTicks, untickedNodes } from './selection.ts';
import { type Source, useVariableUses } from './useImportStep.ts';

/** A collection with its ticks. */
interface Part {
  readonly ticked: ReadonlySet<NodeId>;
  readonly counts: ReadonlyMap<NodeId, Ticks>;
  /** Null when nothing of it is ticked. */
  readonly unit: ChosenUnit | null;
}

const NOTHING: ReadonlySet<NodeId> = new Set();
const NO_TICKS: Ticks = { ticked: 0, total: 0 };

function createPart(source: Source, id: NodeId, ticked: ReadonlySet<NodeId>): Part {
  const counts = countTicks(source.tree, id, ticked);
  const isChosen = (counts.get(id)?.ticked ?? 0) > 0;
  const unit: ChosenUnit = { ref: { kind: 'collection', id }, leftOut: untickedNodes(counts) };
  return { ticked, counts, unit: isChosen ? unit : null };
}

/** What is ticked in the import step, and the ways to tick. */
export interface Selection {
  /** The same object for a unit whose ticks are the same. Null while it is read which environments go with it. */
  readonly chosen: readonly ChosenUnit[] | null;
  /** How many of the chosen nodes use an environment or the globals. */
  readonly uses: ReadonlyMap<string, number>;
  readonly ticksOf: (id: NodeId) => Ticks;
  readonly isChosen: (ref: UnitRef) => boolean;
  /** Ticks a node of a collection with all below it, or takes that away. */
  readonly toggleNode: (id: NodeId) => void;
  readonly toggleVariables: (ref: UnitRef) => void;
  readonly tickAll: () => void;
}

/**
 * The ticks.
 * @param preset collections and environments that are ticked at first. Of a collection that was imported before, what
 *   was left out then is left out again, until somebody says otherwise.
 */
export function useSelection(
  source: Source | null,
  bases: ReadonlyMap<string, UnitBase | null> | null,
  preset: readonly string[],
): Selection {
  const [decided, setDecided] = useState<ReadonlyMap<NodeId, Part>>(new Map());
  // Environments and globals follow what the chosen collections use until somebody says otherwise.
  const [variables, setVariables] = useState<ReadonlyMap<string, boolean>>(
    () => new Map(preset.map((id) => [id, true])),
  );
  const presetParts = useMemo(() => {
    const parts = new Map<NodeId, Part>();
    for (const { kind, id } of source?.units ?? []) {
      if (!source || kind !== 'collection') continue;
      const leftOut = new Set<string>(bases?.get(id)?.leftOut);
      const leaves = preset.includes(id)
        ? leavesOf(source.tree, id).filter((leaf) => !leftOut.has(leaf))
        : [];
      parts.set(id, createPart(source, id, leaves.length === 0 ? NOTHING : new Set(leaves)));
    }
    return parts;
  }, [source, bases, preset]);
  const parts = useMemo(
    () => new Map([...presetParts].map(([id, part]) => [id, decided.get(id) ?? part])),
    [presetParts, decided],
  );
  const collections = useMemo(() => [...parts.values()].flatMap(({ unit }) => unit ?? []), [parts]);
  const { of: uses, chosen: counted } = useVariableUses(source, collections);
  const others = useMemo(
    () =>
      (source?.units ?? [])
        .filter(({ kind }) => kind !== 'collection')
        .map((ref): ChosenUnit => ({ ref, leftOut: NOTHING })),
    [source],
  );
  const isTicked = (id: string) => variables.get(id) ?? (uses.get(id) ?? 0) > 0;
  const chosen = useMemo(() => {
    if (counted !== collections) return null;
    const isTaken = ({ ref: { id } }: ChosenUnit) => variables.get(id) ?? (uses.get(id) ?? 0) > 0;
    return [...collections, ...others.filter(isTaken)];
  }, [collections, counted, others, variables, uses]);

  const decide = (id: NodeId, ticked: ReadonlySet<NodeId>) => {
    if (source) setDecided(new Map(decided).set(id, createPart(source, id, ticked)));
  };
  return {
    chosen,
    uses,
    ticksOf: (id) => {
      for (const { counts } of parts.values()) {
        const ticks = counts.get(id);
        if (ticks) return ticks;
      }
      return NO_TICKS;
    },
    isChosen: ({ id }) => isTicked(id),
    toggleNode: (id) => {
      const root = [...parts].find(([, { counts }]) => counts.has(id));
      if (source && root) decide(root[0], toggleTicks(source.tree, id, root[1].ticked));
    },
    toggleVariables: ({ id }) => setVariables(new Map(variables).set(id, !isTicked(id))),
    tickAll: () => {
      if (!source) return;
      const all = [...parts.keys()].map((id): [NodeId, Part] => [
        id,
        createPart(source, id, new Set(leavesOf(source.tree, id))),
      ]);
      setDecided(new Map(all));
      setVariables(new Map(others.map(({ ref }) => [ref.id, true])));
    },
  };
}
