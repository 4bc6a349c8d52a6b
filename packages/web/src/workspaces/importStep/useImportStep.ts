import type { DocStore } from '@scratchpad/core';
import { readUnit, type UnitBase, type UnitRef } from '@scratchpad/core/workspace';
import { useEffect, useRef, useState } from 'react';
import { nextTask } from '../../app/nextTask.ts';
import { getPad } from '../../app/openDocuments.ts';
import type { TreeSource } from '../../sidebar/visibleRows.ts';
import { CurrentValues } from '../../storage/currentValues.ts';
import { type ChosenUnit, type PlannedUnit, planUnit, unitsOf, variablesOf } from './dryRun.ts';
import { countUses, usedVariables } from './environmentUse.ts';
import { readImportBase } from './importBases.ts';
import { openTarget, type Target } from './target.ts';
import { UnitEncoder } from './unitEncoder.ts';

/** The pad, read for the import step. */
export interface Source {
  readonly pad: DocStore;
  /** Its collections, without what has lost its place. */
  readonly tree: TreeSource;
  readonly values: CurrentValues;
  readonly units: readonly UnitRef[];
}

/** The pad with its current values; null until it is open. */
export function useSource(): Source | null {
  const [source, setSource] = useState<Source | null>(null);
  useEffect(() => {
    void (async () => {
      const { store: pad } = await getPad();
      const values = new CurrentValues(() => undefined);
      await values.load();
      const { index } = pad;
      const tree = {
        tree: { ...index.tree, recovered: [] },
        node: (id: string) => index.node(id),
      };
      setSource({ pad, tree, values, units: unitsOf(pad) });
    })();
  }, []);
  return source;
}

/** The workspace to import into, open; null while it is not. */
export function useTarget(workspace: string | null): Target | null {
  const [target, setTarget] = useState<Target | null>(null);
  useEffect(() => {
    if (workspace === null) return;
    let opened: Target | null = null;
    let isGone = false;
    void openTarget(workspace).then((now) => {
      opened = now;
      if (isGone) void now?.close();
      else setTarget(now);
    });
    return () => {
      isGone = true;
      setTarget(null);
      void opened?.close();
    };
  }, [workspace]);
  return target;
}

/** What was imported last into a workspace, by unit; null until it is read. */
export function useBases(
  source: Source | null,
  target: Target | null,
): ReadonlyMap<string, UnitBase | null> | null {
  const [read, setRead] = useState<{
    readonly workspace: string;
    readonly bases: ReadonlyMap<string, UnitBase | null>;
  } | null>(null);
  useEffect(() => {
    if (!source || !target) return;
    void Promise.all(
      source.units.map(async ({ id }) => [id, await readImportBase(target.id, id)] as const),
    ).then((entries) => setRead({ workspace: target.id, bases: new Map(entries) }));
  }, [source, target]);
  return read !== null && read.workspace === target?.id ? read.bases : null;
}

/** How many of the chosen nodes use each environment, and the globals. */
export interface VariableUses {
  readonly of: ReadonlyMap<string, number>;
  /** The units they were counted in; while others are being read, those before. */
  readonly chosen: readonly ChosenUnit[] | null;
}

const NO_USES: VariableUses = { of: new Map(), chosen: null };

/** Counts them, one unit after the other; a unit that stays as it was chosen is read once. */
export function useVariableUses(
  source: Source | null,
  chosen: readonly ChosenUnit[],
): VariableUses {
  const [uses, setUses] = useState(NO_USES);
  const known = useRef(new WeakMap<ChosenUnit, readonly ReadonlySet<string>[]>());
  useEffect(() => {
    if (!source) return;
    const { pad } = source;
    let isStopped = false;
    void (async () => {
      const all: ReadonlySet<string>[] = [];
      for (const unit of chosen) {
        let used = known.current.get(unit);
        if (!used) {
          // oxlint-disable-next-line no-await-in-loop -- one after the other, so that the page answers between them
          await nextTask();
          if (isStopped) return;
          used = usedVariables(readUnit(pad, unit.ref, { leftOut: unit.leftOut }).content);
          known.current.set(unit, used);
        }
        all.push(...used);
      }
      const counts = source.units
        .filter(({ kind }) => kind !== 'collection')
        .map((ref): [string, number] => {
          const names = variablesOf(pad, ref).map(({ key }) => key);
          return [ref.id, countUses(all, names)];
        });
      if (!isStopped) setUses({ of: new Map(counts), chosen });
    })();
    return () => {
      isStopped = true;
    };
  }, [source, chosen]);
  return uses;
}

interface Planned {
  readonly unit: ChosenUnit;
  readonly base: UnitBase | null;
  readonly ticked: ReadonlySet<string>;
  readonly result: PlannedUnit;
}

/**
 * The dry run of what is chosen (null while that is not known); null until pad, workspace and what was imported last are there, and while what is
 * chosen is being planned. A unit that stays as it was chosen is planned once.
 * @param attempt another number plans all anew: an import that was taken back has changed the workspace
 */
export function useDryRun(
  source: Source | null,
  target: Target | null,
  bases: ReadonlyMap<string, UnitBase | null> | null,
  chosen: readonly ChosenUnit[] | null,
  ticked: ReadonlySet<string>,
  attempt: number,
): readonly PlannedUnit[] | null {
  const known = useRef<{
    readonly target: Target | null;
    readonly attempt: number;
    readonly planned: Map<string, Planned>;
  }>({ target: null, attempt, planned: new Map() });
  const [done, setDone] = useState<{
    readonly chosen: readonly ChosenUnit[];
    readonly ticked: ReadonlySet<string>;
    readonly target: Target;
    readonly attempt: number;
    readonly units: readonly PlannedUnit[];
  } | null>(null);
  useEffect(() => {
    if (!source || !target || !bases || !chosen) return;
    let isStopped = false;
    void (async () => {
      if (known.current.target !== target || known.current.attempt !== attempt)
        known.current = { target, attempt, planned: new Map() };
      const { planned } = known.current;
      const units: PlannedUnit[] = [];
      for (const unit of chosen) {
        const { ref } = unit;
        const base = bases.get(ref.id) ?? null;
        const before = planned.get(ref.id);
        if (before?.unit === unit && before.base === base && hasSameTicks(before, ticked)) {
          units.push(before.result);
          continue;
        }
        // oxlint-disable-next-line no-await-in-loop -- one after the other, so that the page answers between them
        await nextTask();
        if (isStopped) return;
        const { pad, values: padValues } = source;
        const result = planUnit({ pad, padValues, workspace: target, unit, base, ticked });
        planned.set(ref.id, { unit, base, ticked, result });
        units.push(result);
      }
      if (!isStopped) setDone({ chosen, ticked, target, attempt, units });
    })();
    return () => {
      isStopped = true;
    };
  }, [source, target, bases, chosen, ticked, attempt]);
  const isNow =
    done?.chosen === chosen &&
    done.ticked === ticked &&
    done.target === target &&
    done.attempt === attempt;
  return isNow ? done.units : null;
}

/** Encodes what is new while the dry run is looked at. */
export function useEncoder(
  target: Target | null,
  dryRun: readonly PlannedUnit[] | null,
): UnitEncoder {
  const [encoder] = useState(() => new UnitEncoder());
  useEffect(() => {
    if (!target || !dryRun) return;
    const plans = dryRun.map(({ plan }) => plan);
    encoder.prepare(
      target.id,
      plans.filter(({ action }) => action === 'add' || action === 'add-again'),
    );
  }, [encoder, target, dryRun]);
  useEffect(() => () => encoder.end(), [encoder]);
  return encoder;
}

function hasSameTicks(before: Planned, ticked: ReadonlySet<string>): boolean {
  return before.result.review.every(({ place }) => before.ticked.has(place) === ticked.has(place));
}
