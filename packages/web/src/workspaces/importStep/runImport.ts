/** Carries a dry run out, unit by unit; each is one transaction. */
import { AppError, deleteItems, type EnvId, type NodeId } from '@scratchpad/core';
import {
  applyUnit,
  applyUpdateOf,
  createUnitBase,
  encodeUnit,
  type Provenance,
  type UnitBase,
} from '@scratchpad/core/workspace';
import type { CurrentValues } from '../../storage/currentValues.ts';
import { accounts } from '../accounts.ts';
import type { DryRun } from './dryRun.ts';
import { readPadId, writeImportBase } from './importBases.ts';
import { workspaceWords as words } from '../words.ts';
import { openTarget, type Target } from './target.ts';

/**
 * Imports. Doing it again after it broke off gives what one run gives. When it is cancelled, what it did is taken back.
 * @param choices ids of the conflicts in which the pad's side is taken
 * @returns the way to take it back; null when it was cancelled
 */
export async function runImport(
  target: Target,
  { units }: DryRun,
  options: {
    readonly padValues: CurrentValues;
    readonly choices: ReadonlySet<string>;
    readonly signal: AbortSignal;
    readonly onProgress: (done: number, name: string) => void;
  },
): Promise<(() => Promise<void>) | null> {
  const user = accounts.serverOf(target.id)?.user.id ?? '';
  const by: Provenance = { padId: await readPadId(), at: Date.now(), by: user };
  const steps = new ImportSteps(target);

  for (const [at, { plan, base }] of units.entries()) {
    if (plan.action === 'unchanged') continue;
    options.onProgress(at / units.length, plan.content.name);
    await painted();
    if (options.signal.aborted) {
      await steps.undo();
      return null;
    }
    const unit = plan.content.id;
    if (plan.action === 'update') {
      const { choices } = options;
      const update = applyUpdateOf(target.store, target.id, plan, { base, choices, by });
      steps.updated(unit, base, update.undo);
      await writeImportBase(target.id, unit, update.base);
    } else {
      applyUnit(target.store, encodeUnit(target.id, plan.content, plan.epoch), by);
      steps.added(plan.content.kind, plan.root);
      await writeImportBase(target.id, unit, createUnitBase(target.id, plan));
    }
    copyCurrentValues(options.padValues, target.currentValues, unit, plan.root);
  }
  return () => steps.undo();
}

/** What an import has done so far, and the way back: what was added goes to the trash, what was updated is as it was. */
class ImportSteps {
  readonly #target: Target;
  readonly #collections: NodeId[] = [];
  readonly #environments: EnvId[] = [];
  readonly #updates: { unit: string; base: UnitBase | null; undo: () => void }[] = [];

  constructor(target: Target) {
    this.#target = target;
  }

  added(kind: 'collection' | 'environment', root: string): void {
    if (kind === 'collection') this.#collections.push(root as NodeId);
    else this.#environments.push(root as EnvId);
  }

  updated(unit: string, base: UnitBase | null, undo: () => void): void {
    this.#updates.push({ unit, base, undo });
  }

  /** @throws AppError `not-found` when something was updated and the workspace has been closed since */
  async undo(): Promise<void> {
    const { id, isOpen } = this.#target;
    if (isOpen()) return this.#undoIn(this.#target);
    if (this.#updates.length > 0) throw new AppError('not-found', words.undoClosed);
    const again = await openTarget(id);
    if (!again) throw new AppError('not-found', words.unknownWorkspace);
    try {
      await this.#undoIn(again);
    } finally {
      await again.close();
    }
  }

  async #undoIn({ id, store }: Target): Promise<void> {
    if (this.#collections.length + this.#environments.length > 0)
      deleteItems(store, this.#collections, this.#environments);
    for (const { unit, base, undo } of this.#updates.toReversed()) {
      undo();
      await writeImportBase(id, unit, base);
    }
  }
}

/** On this device the copy starts with the values that are current here; they go nowhere else. */
function copyCurrentValues(
  from: CurrentValues,
  to: CurrentValues,
  owner: string,
  copy: string,
): void {
  const there = to.of(copy);
  for (const [row, value] of from.of(owner)) if (!there.has(row)) to.set(copy, row, value);
}

function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
