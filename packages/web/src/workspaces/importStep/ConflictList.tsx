import type { JsonValue } from '@scratchpad/core';
import { workspaceWords as words } from '../words.ts';
import type { PlannedUnit } from './dryRun.ts';
import { shorten } from './shorten.ts';
import styles from './conflicts.module.css';

type Conflict = NonNullable<PlannedUnit['report']>['conflicts'][number];

/** More than these are not shown one by one. */
const MOST_CONFLICTS = 200;

/** What both sides changed, field by field. The workspace stays as it is where nobody takes the pad's side. */
export function ConflictList(props: {
  readonly conflicts: readonly Conflict[];
  readonly workspaceName: string;
  /** Those in which the pad's side is taken. */
  readonly choices: ReadonlySet<string>;
  readonly onChoose: (choices: ReadonlySet<string>) => void;
}) {
  const { conflicts, choices, onChoose } = props;
  const byPath = Map.groupBy(conflicts.slice(0, MOST_CONFLICTS), ({ path }) => path);
  const take = (conflict: string, isPad: boolean) => {
    const next = new Set(choices);
    if (isPad) next.add(conflict);
    else next.delete(conflict);
    onChoose(next);
  };
  return (
    <section aria-label={words.bothChanged} className={styles.section}>
      <div className={styles.top}>
        <h3>{words.bothChanged}</h3>
        {conflicts.length > 1 && (
          <>
            <button
              type="button"
              onClick={() => onChoose(new Set(conflicts.map(({ conflict }) => conflict)))}
            >
              {words.takeAllPad}
            </button>
            <button type="button" onClick={() => onChoose(new Set())}>
              {words.keepAllWorkspace}
            </button>
          </>
        )}
      </div>
      {[...byPath].map(([path, fields]) => (
        <div key={path} className={styles.node}>
          <h4 title={path}>{path}</h4>
          {fields.map((conflict) => (
            <Field
              key={conflict.conflict}
              conflict={conflict}
              workspaceName={props.workspaceName}
              isPad={choices.has(conflict.conflict)}
              onTake={(isPad) => take(conflict.conflict, isPad)}
            />
          ))}
        </div>
      ))}
      <p className={styles.hint}>
        {conflicts.length > MOST_CONFLICTS &&
          words.moreConflicts(conflicts.length - MOST_CONFLICTS)}{' '}
        {words.bothChangedHint}
      </p>
    </section>
  );
}

function Field(props: {
  readonly conflict: Conflict;
  readonly workspaceName: string;
  readonly isPad: boolean;
  readonly onTake: (isPad: boolean) => void;
}) {
  const { conflict, isPad, onTake } = props;
  const sides = [
    { isPad: true, label: words.padSide, value: conflict.theirs },
    { isPad: false, label: props.workspaceName, value: conflict.mine },
  ];
  return (
    <fieldset className={styles.field}>
      <legend>{words.fieldName(conflict.field)}</legend>
      <div className={styles.sides}>
        <div className={styles.side}>
          <span>{words.lastImport}</span>
          <Value value={conflict.base} />
        </div>
        {sides.map((side) => (
          <label
            key={side.label}
            className={styles.side}
            data-on={isPad === side.isPad || undefined}
          >
            <span>
              <input
                type="radio"
                name={conflict.conflict}
                checked={isPad === side.isPad}
                onChange={() => onTake(side.isPad)}
              />
              {side.label}
            </span>
            <Value value={side.value} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Value({ value }: { readonly value: JsonValue | undefined }) {
  if (value === undefined || value === null || value === '')
    return <em>{value === undefined ? words.notThere : words.emptyValue}</em>;
  return <code>{shorten(value)}</code>;
}
