/** What the import step would do with what is chosen: pure reading, of the pad and of the workspace. */
import type { DocStore, JsonValue } from '@scratchpad/core';
import { rowText } from '@scratchpad/core';
import {
  planUnits,
  planUpdate,
  readUnit,
  type UnitBase,
  type UnitPlan,
  type UnitRef,
  type Withheld,
} from '@scratchpad/core/workspace';
import type { CurrentValues } from '../../storage/currentValues.ts';

type Report = ReturnType<typeof planUpdate>;

/** A value that comes along only when it is ticked. */
export interface ReviewValue {
  readonly place: string;
  readonly name: string;
  readonly value: JsonValue;
  readonly reason: Withheld['reason'] | 'current';
}

/** One unit of the dry run. */
export interface PlannedUnit {
  readonly plan: UnitPlan;
  readonly base: UnitBase | null;
  /** What an update changes; null for what is new. */
  readonly report: Report | null;
}

/** The dry run. */
export interface DryRun {
  readonly units: readonly PlannedUnit[];
  readonly review: readonly ReviewValue[];
  readonly counts: Readonly<Record<'add' | 'update' | 'unchanged' | 'conflicts', number>>;
}

/** Collections first, in the order of the pad. */
export function unitsOf(pad: DocStore): readonly UnitRef[] {
  return [
    ...pad.index.tree.collections.map((id): UnitRef => ({ kind: 'collection', id })),
    ...pad.index.environments.map((id): UnitRef => ({ kind: 'environment', id })),
  ];
}

/** See the top of the file. @param ticked places of the values that come along */
export function planImport(options: {
  readonly pad: DocStore;
  readonly padValues: CurrentValues;
  readonly workspace: { readonly id: string; readonly store: DocStore };
  readonly chosen: readonly UnitRef[];
  readonly bases: ReadonlyMap<string, UnitBase | null>;
  readonly ticked: ReadonlySet<string>;
}): DryRun {
  const { pad, padValues, workspace, chosen, bases, ticked } = options;
  const review: ReviewValue[] = [];
  const contents = chosen.map((ref) => {
    const values = reviewOf(pad, padValues, ref);
    review.push(...values);
    const passed = values.filter(({ place }) => ticked.has(place));
    return readUnit(pad, ref, new Map(passed.map(({ place, value }) => [place, value]))).content;
  });
  const counts = { add: 0, update: 0, unchanged: 0, conflicts: 0 };
  const units = planUnits(workspace.store, contents).map((plan): PlannedUnit => {
    const base = bases.get(plan.content.id) ?? null;
    const size = plan.content.nodes.length;
    if (plan.action === 'unchanged') counts.unchanged += size;
    if (plan.action === 'add' || plan.action === 'add-again') counts.add += size;
    if (plan.action !== 'update') return { plan, base, report: null };
    const report = planUpdate(workspace.store, workspace.id, plan, base);
    counts.add += report.added.length;
    counts.update += report.updated.length + report.deleted.length;
    counts.unchanged += report.unchanged;
    counts.conflicts += report.conflicts.length;
    return { plan, base, report };
  });
  return { units, review, counts };
}

/** Secrets and likely ones, and the current values of variables. A current value goes before an initial one. */
function reviewOf(pad: DocStore, padValues: CurrentValues, ref: UnitRef): ReviewValue[] {
  const current = padValues.of(ref.id);
  const values = new Map<string, ReviewValue>();
  for (const { place, row, name, value, reason } of readUnit(pad, ref).withheld) {
    const now = row === null || !place.startsWith(`${ref.id}/`) ? undefined : current.get(row);
    values.set(place, { place, name, value: now ?? value, reason });
  }
  for (const row of variablesOf(pad, ref)) {
    const value = current.get(row.id);
    const place = `${ref.id}/v:${row.id}`;
    if (value === undefined || values.has(place) || value === rowText(row)) continue;
    const reason = row.extra['type'] === 'secret' ? 'secret' : 'current';
    values.set(place, { place, name: row.key, value, reason });
  }
  return [...values.values()];
}

/** The variables of a collection or an environment. */
export function variablesOf(pad: DocStore, ref: UnitRef) {
  if (ref.kind === 'environment') return pad.index.envContent(ref.id)?.variables ?? [];
  const content = pad.index.content(ref.id);
  return content?.kind === 'collection' ? content.variables : [];
}
