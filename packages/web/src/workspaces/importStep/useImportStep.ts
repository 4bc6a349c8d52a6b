import type { DocStore } from '@scratchpad/core';
import { readUnit, type UnitBase, type UnitRef } from '@scratchpad/core/workspace';
import { useEffect, useMemo, useState } from 'react';
import { getPad } from '../../app/openDocuments.ts';
import { CurrentValues } from '../../storage/currentValues.ts';
import { type DryRun, planImport, unitsOf, variablesOf } from './dryRun.ts';
import { countUses, usedVariables } from './environmentUse.ts';
import { readImportBase } from './importBases.ts';
import { openTarget, type Target } from './target.ts';

/** The pad, read for the import step. */
export interface Source {
  readonly pad: DocStore;
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
      setSource({ pad, values, units: unitsOf(pad) });
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

/** How many of the chosen collections' nodes use each environment. */
export function useEnvironmentUses(
  source: Source | null,
  chosen: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  return useMemo(() => {
    if (!source) return new Map();
    const uses = source.units
      .filter(({ kind, id }) => kind === 'collection' && chosen.has(id))
      .flatMap((ref) => usedVariables(readUnit(source.pad, ref).content));
    return new Map(
      source.units
        .filter(({ kind }) => kind === 'environment')
        .map((ref) => [
          ref.id,
          countUses(
            uses,
            variablesOf(source.pad, ref).map(({ key }) => key),
          ),
        ]),
    );
  }, [source, chosen]);
}

/** The dry run of what is chosen; null until pad, workspace and what was imported last are there. */
export function useDryRun(
  source: Source | null,
  target: Target | null,
  chosen: readonly UnitRef[],
  ticked: ReadonlySet<string>,
): DryRun | null {
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
  const bases = read !== null && read.workspace === target?.id ? read.bases : null;
  return useMemo(() => {
    if (!source || !target || !bases) return null;
    const { pad, values: padValues } = source;
    return planImport({ pad, padValues, workspace: target, chosen, bases, ticked });
  }, [source, target, bases, chosen, ticked]);
}
