/** Carries a dry run out, unit by unit; each is one transaction. */
import { AppError, deleteItems, type DocStore, type EnvId, type NodeId } from '@scratchpad/core';
import {
  applyUnit,
  applyUpdateOf,
  type Provenance,
  type UnitBase,
  type UnitPlan,
} from '@scratchpad/core/workspace';
import { nextTask } from '../../app/nextTask.ts';
import type { CurrentValues } from '../../storage/currentValues.ts';
import { accounts } from '../accounts.ts';
import { type PlannedUnit, variablesOf } from './dryRun.ts';
import { readPadId, writeImportBase } from './importBases.ts';
import { workspaceWords as words } from '../words.ts';
import { openTarget, type Target } from './target.ts';
import type { UnitEncoder } from './unitEncoder.ts';

/** How many units are done, and which one is next. */
export interface ImportProgress {
  readonly done: number;
  readonly of: number;
  readonly name: string;
}

/**
 * Imports. Doing it again after a crash gives what one run gives. When it is cancelled or fails, what it did is taken back.
 * @param choices ids of the conflicts in which the pad's side is taken
 * @returns the way to take it back; null when it was cancelled
 */
export async function runImport(
  target: Target,
  units: readonly PlannedUnit[],
  options: {
    readonly pad: DocStore;
    readonly padValues: CurrentValues;
    readonly encoder: UnitEncoder;
    readonly choices: ReadonlySet<string>;
    readonly signal: AbortSignal;
    /** Told before each unit. */
    readonly onProgress: (progress: ImportProgress) => void;
  },
): Promise<(() => Promise<void>) | null> {
  const user = accounts.serverOf(target.id)?.user.id ?? '';
  const by: Provenance = { padId: await readPadId(), at: Date.now(), by: user };
  const steps = new ImportSteps(target);
  const changing = units.filter(({ plan }) => plan.action !== 'unchanged');
  try {
    for (const [done, { plan, base }] of changing.entries()) {
      const unit = plan.content.id;
      options.onProgress({ done, of: changing.length, name: plan.content.name });
      await nextTask();
      if (plan.action === 'update') {
        options.signal.throwIfAborted();
        const { choices } = options;
        const update = applyUpdateOf(target.store, target.id, plan, { base, choices, by });
        steps.updates.push({ unit, base, undo: update.undo });
        await writeImportBase(target.id, unit, update.base);
      } else {
        const made = await options.encoder.encode(target.id, plan);
        options.signal.throwIfAborted();
        applyUnit(target.store, made.encoded, by);
        if (plan.content.kind === 'collection') steps.collections.push(plan.root as NodeId);
        else steps.environments.push(plan.root as EnvId);
        await writeImportBase(target.id, unit, await made.base);
      }
      copyCurrentValues(plan, options, target);
    }
  } catch (error) {
    await steps.undo();
    if (options.signal.aborted) return null;
    throw error;
  }
  return () => steps.undo();
}

/** What an import has done so far, and the way back: what was added goes to the trash, what was updated is as it was. */
class ImportSteps {
  readonly collections: NodeId[] = [];
  readonly environments: EnvId[] = [];
  readonly updates: { unit: string; base: UnitBase | null; undo: () => void }[] = [];
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  /** @throws AppError `not-found` when something was updated and the workspace has been closed since */
  async undo(): Promise<void> {
    const { id, isOpen } = this.#target;
    if (isOpen()) return this.#undoIn(this.#target);
    if (this.updates.length > 0) throw new AppError('not-found', words.undoClosed);
    const again = await openTarget(id);
    if (!again) throw new AppError('not-found', words.unknownWorkspace);
    try {
      await this.#undoIn(again);
    } finally {
      await again.close();
    }
  }

  async #undoIn({ id, store }: Target): Promise<void> {
    if (this.collections.length + this.environments.length > 0)
      deleteItems(store, this.collections, this.environments);
    for (const { unit, base, undo } of this.updates.toReversed()) {
      undo();
      await writeImportBase(id, unit, base);
    }
  }
}

/**
 * On this device the copy starts with the values that are current here; they go nowhere else. Rows are told by their
 * keys: what an update adds has ids of its own.
 */
function copyCurrentValues(
  { content, root }: UnitPlan,
  from: { readonly pad: DocStore; readonly padValues: CurrentValues },
  to: Target,
): void {
  const { kind, id } = content;
  const values = from.padValues.of(id);
  if (values.size === 0) return;
  const there = to.currentValues.of(root);
  const rowOf = new Map(variablesOf(to.store, { kind, id: root }).map((row) => [row.key, row.id]));
  for (const { id: row, key } of variablesOf(from.pad, { kind, id })) {
    const value = values.get(row);
    const copy = rowOf.get(key);
    if (value !== undefined && copy !== undefined && !there.has(copy))
      to.currentValues.set(root, copy, value);
  }
}
