import { IconBraces, IconWorld } from '@tabler/icons-react';
import type { UnitRef } from '@scratchpad/core/workspace';
import { workspaceWords as words } from '../words.ts';
import type { PlannedUnit } from './dryRun.ts';
import type { Source } from './useImportStep.ts';
import type { Selection } from './useSelection.ts';
import styles from './importStep.module.css';

const ICON = { size: 15, stroke: 1.75, 'aria-hidden': true } as const;

/** The environments and the globals, to tick; those that the chosen requests use are ticked at first. */
export function VariableUnits(props: {
  readonly source: Source;
  readonly needle: string;
  readonly selection: Selection;
  readonly dryRun: readonly PlannedUnit[] | null;
}) {
  const { source, selection, dryRun } = props;
  const nameOf = ({ kind, id }: UnitRef) =>
    (kind === 'globals' ? source.pad.index.globals : source.pad.index.env(id))?.name ?? '';
  const shown = source.units.filter(
    (ref) => ref.kind !== 'collection' && nameOf(ref).toLowerCase().includes(props.needle),
  );
  if (shown.length === 0) return null;
  return (
    <div className={styles.variables}>
      <p className={styles.groupHead}>
        <strong>{words.environments}</strong> <span>{words.suggested}</span>
      </p>
      <ul className={styles.units} aria-label={words.environments}>
        {shown.map((ref) => {
          const planned = dryRun?.find(({ plan }) => plan.content.id === ref.id);
          const used = selection.uses.get(ref.id) ?? 0;
          const conflicts = planned?.report?.conflicts.length ?? 0;
          return (
            <li key={ref.id}>
              <label>
                <input
                  type="checkbox"
                  className="sp-check"
                  checked={selection.isChosen(ref)}
                  onChange={() => selection.toggleVariables(ref)}
                />
                {ref.kind === 'globals' ? <IconWorld {...ICON} /> : <IconBraces {...ICON} />}
                <span className={styles.unitName}>{nameOf(ref)}</span>
                {used > 0 && <span className={styles.used}>{words.usedBy(used)}</span>}
              </label>
              {planned && (
                <span
                  className={styles.action}
                  data-action={conflicts > 0 ? 'conflicts' : planned.plan.action}
                >
                  {conflicts > 0 ? words.fields(conflicts) : words.actions[planned.plan.action]}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
