/** Carries a dry run out, unit by unit; each is one transaction. */
import { deleteItems, type EnvId, type NodeId } from '@scratchpad/core';
import {
  applyUnit,
  applyUpdateOf,
  createUnitBase,
  encodeUnit,
  type Provenance,
} from '@scratchpad/core/workspace';
import type { CurrentValues } from '../../storage/currentValues.ts';
import { accounts } from '../accounts.ts';
import type { DryRun } from './dryRun.ts';
import { readPadId, writeImportBase } from './importBases.ts';
import type { Target } from './target.ts';

/** What came of an import. */
export interface ImportResult {
  readonly collections: readonly NodeId[];
  readonly environments: readonly EnvId[];
  /** Takes back what was added; null when something was updated, as others may have gone on from there. */
  readonly undo: (() => void) | null;
}

/**
 * Imports. Doing it again after it broke off gives what one run gives. When it is cancelled, what was added goes to the
 * workspace's trash.
 * @param choices ids of the conflicts in which the pad's side is taken
 * @returns null when it was cancelled
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
): Promise<ImportResult | null> {
  const user = accounts.serverOf(target.id)?.user.id ?? '';
  const by: Provenance = { padId: await readPadId(), at: Date.now(), by: user };
  const collections: NodeId[] = [];
  const environments: EnvId[] = [];
  let hasUpdated = false;
  const undo = () => void deleteItems(target.store, collections, environments);

  for (const [at, { plan, base }] of units.entries()) {
    if (plan.action === 'unchanged') continue;
    options.onProgress(at / units.length, plan.content.name);
    await painted();
    if (options.signal.aborted) {
      undo();
      return null;
    }
    if (plan.action === 'update') {
      hasUpdated = true;
      const { choices } = options;
      const next = applyUpdateOf(target.store, target.id, plan, { base, choices, by });
      await writeImportBase(target.id, plan.content.id, next);
    } else {
      applyUnit(target.store, encodeUnit(target.id, plan.content, plan.epoch), by);
      await writeImportBase(target.id, plan.content.id, createUnitBase(target.id, plan));
    }
    if (plan.content.kind === 'collection') collections.push(plan.root as NodeId);
    else environments.push(plan.root as EnvId);
    copyCurrentValues(options.padValues, target.currentValues, plan.content.id, plan.root);
  }
  return { collections, environments, undo: hasUpdated ? null : undo };
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
