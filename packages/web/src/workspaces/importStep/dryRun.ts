/** What the import step would do with one unit: pure reading, of the pad and of the workspace. */
import type { DocStore, JsonValue, NodeId } from '@scratchpad/core';
import { rowText } from '@scratchpad/core';
import {
  GLOBALS_ID,
  idIn,
  planUnits,
  planUpdate,
  readUnit,
  type UnitAction,
  type UnitBase,
  type UnitPlan,
  type UnitRef,
  variablePlace,
  type Withheld,
} from '@scratchpad/core/workspace';
import type { CurrentValues } from '../../storage/currentValues.ts';

type Report = ReturnType<typeof planUpdate>;

/** Something that is chosen: a unit without what is left out of it. */
export interface ChosenUnit {
  readonly ref: UnitRef;
  readonly leftOut: ReadonlySet<NodeId>;
}

/** A value that comes along only when it is ticked. */
export interface ReviewValue {
  readonly place: string;
  readonly name: string;
  readonly value: JsonValue;
  readonly reason: Withheld['reason'] | 'current';
}

/** What happens to a node; a number is how many of its fields both sides changed. */
export type NodeAction = UnitAction | number;

/** The dry run of one unit. */
export interface PlannedUnit {
  readonly plan: UnitPlan;
  readonly base: UnitBase | null;
  /** What an update changes; null for what is new, and for what stays. */
  readonly report: Report | null;
  readonly review: readonly ReviewValue[];
  /** By the ids of the pad. Empty where the plan's action holds for all of them. */
  readonly actions: ReadonlyMap<string, NodeAction>;
  /** The same of a node and all below it together. */
  readonly actionsBelow: ReadonlyMap<string, NodeAction>;
}

/** How many things the import adds, updates and leaves, and how many fields both sides changed. */
export type Counts = Readonly<Record<'add' | 'update' | 'unchanged' | 'conflicts', number>>;

/** Collections first, in the order of the pad, then environments, then the globals when there are any. */
export function unitsOf(pad: DocStore): readonly UnitRef[] {
  const hasGlobals = pad.index.globals.variables.length > 0;
  return [
    ...pad.index.tree.collections.map((id): UnitRef => ({ kind: 'collection', id })),
    ...pad.index.environments.map((id): UnitRef => ({ kind: 'environment', id })),
    ...(hasGlobals ? [{ kind: 'globals', id: GLOBALS_ID } as const] : []),
  ];
}

/** See the top of the file. @param ticked places of the values that come along */
export function planUnit(options: {
  readonly pad: DocStore;
  readonly padValues: CurrentValues;
  readonly workspace: { readonly id: string; readonly store: DocStore };
  readonly unit: ChosenUnit;
  readonly base: UnitBase | null;
  readonly ticked: ReadonlySet<string>;
}): PlannedUnit {
  const { pad, workspace, unit, base, ticked } = options;
  const { ref, leftOut } = unit;
  const reading = readUnit(pad, ref, { leftOut });
  const review = reviewOf(pad, options.padValues, ref, reading.withheld);
  const passed = new Map(
    review.filter(({ place }) => ticked.has(place)).map(({ place, value }) => [place, value]),
  );
  const content =
    passed.size === 0 ? reading.content : readUnit(pad, ref, { passed, leftOut }).content;
  const [plan] = planUnits(workspace.store, [content]) as [UnitPlan];
  const report =
    plan.action === 'update' ? planUpdate(workspace.store, workspace.id, plan, base) : null;
  const actions = actionsOf(plan, report);
  return { plan, base, report, review, actions, actionsBelow: addUp(plan, actions) };
}

/** By node, what an update does. */
function actionsOf({ content, epoch }: UnitPlan, report: Report | null): Map<string, NodeAction> {
  const actions = new Map<string, NodeAction>();
  if (!report || content.kind !== 'collection') return actions;
  const there = new Map<string | null, NodeAction>();
  for (const { id } of report.added) there.set(id, 'add');
  for (const { id } of report.updated) there.set(id, 'update');
  for (const { id } of report.conflicts) {
    const before = there.get(id);
    there.set(id, typeof before === 'number' ? before + 1 : 1);
  }
  const idThere = idIn(content, epoch);
  for (const { id } of content.nodes) actions.set(id, there.get(idThere(id)) ?? 'unchanged');
  return actions;
}

/** Several parts of one thing: it is new when all of it is, and updated when some of it changes. */
function addUp({ content }: UnitPlan, actions: ReadonlyMap<string, NodeAction>) {
  const below = new Map(actions);
  if (actions.size === 0) return below;
  // Those above come first, so backwards each node is complete before it counts in the one above it.
  for (const { id, parent } of content.nodes.toReversed()) {
    const part = below.get(id);
    const whole = parent === null ? undefined : below.get(parent);
    if (parent === null || part === undefined || whole === undefined) continue;
    if (typeof part === 'number') below.set(parent, part + (typeof whole === 'number' ? whole : 0));
    else if (typeof whole !== 'number' && part !== whole) below.set(parent, 'update');
  }
  return below;
}

/** Adds up a dry run. */
export function countActions(units: readonly PlannedUnit[]): Counts {
  const counts = { add: 0, update: 0, unchanged: 0, conflicts: 0 };
  for (const { plan, report } of units) {
    const size = plan.content.nodes.length;
    if (report) {
      counts.add += report.added.length;
      counts.update += report.updated.length + report.deleted.length;
      counts.unchanged += report.unchanged;
      counts.conflicts += report.conflicts.length;
    } else if (plan.action === 'unchanged') counts.unchanged += size;
    else counts.add += size;
  }
  return counts;
}

/** Secrets and likely ones, and the current values of variables. A current value goes before an initial one. */
function reviewOf(
  pad: DocStore,
  padValues: CurrentValues,
  ref: UnitRef,
  withheld: readonly Withheld[],
): readonly ReviewValue[] {
  const current = padValues.of(ref.id);
  const values = new Map<string, ReviewValue>();
  for (const { place, row, name, value, reason } of withheld) {
    const now = row === null || !place.startsWith(`${ref.id}/`) ? undefined : current.get(row);
    values.set(place, { place, name, value: now ?? value, reason });
  }
  for (const row of variablesOf(pad, ref)) {
    const value = current.get(row.id);
    const place = variablePlace(ref, row.id);
    if (value === undefined || values.has(place) || value === rowText(row)) continue;
    const reason = row.extra['type'] === 'secret' ? 'secret' : 'current';
    values.set(place, { place, name: row.key, value, reason });
  }
  return [...values.values()];
}

/** The variables of a collection, an environment, or the globals, in a document. */
export function variablesOf(
  { index }: DocStore,
  { kind, id }: { readonly kind: UnitRef['kind']; readonly id: string },
) {
  if (kind === 'globals') return index.globals.variables;
  if (kind === 'environment') return index.envContent(id)?.variables ?? [];
  const content = index.content(id);
  return content?.kind === 'collection' ? content.variables : [];
}
