import { errorMessage, type JsonValue } from '@scratchpad/core';
import type { Conflict, ReimportPlan } from '@scratchpad/core/merge';
import { useEffect, useState } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import {
  type ImportPreview,
  type KnownChoice,
  type KnownCollection,
  planMerge,
} from './importFile.ts';
import { importWords as words } from './words.ts';
import styles from './knownCollections.module.css';

type ChoiceType = KnownChoice['type'];
const TYPES: readonly ChoiceType[] = ['merge', 'replace', 'both', 'skip'];
/** Conflicts that are listed; the pad's side stays in those beyond. */
const MOST_CONFLICTS = 100;

/** A collection of a file that is in the pad already: what to do with it, and what merging would do. */
export function KnownCollectionRow(props: {
  readonly preview: ImportPreview;
  readonly known: KnownCollection;
  readonly choice: KnownChoice | undefined;
  /** Keeps its identity. */
  readonly onChoose: (at: number, choice: KnownChoice) => void;
}) {
  const { preview, known, choice, onChoose } = props;
  const store = useDocStore();
  const [wanted, setWanted] = useState<ChoiceType>(known.isSame ? 'skip' : 'merge');
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    if (choice?.type === wanted) return;
    if (wanted !== 'merge') {
      onChoose(known.at, { type: wanted });
      return;
    }
    let current = true;
    planMerge(store, preview, known).then(
      (plan) => current && onChoose(known.at, { type: 'merge', plan, theirs: new Set() }),
      (thrown: unknown) => current && setError(errorMessage(thrown)),
    );
    return () => {
      current = false;
    };
  }, [store, preview, known, wanted, choice, onChoose]);

  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <div>
          <strong>{known.name}</strong>
          <p>{known.isSame ? words.sameAsBefore : words.alreadyHere(known.present.name)}</p>
        </div>
        <PlainSelect
          bordered
          label={words.whatToDo(known.name)}
          value={wanted}
          options={TYPES.map((value) => ({ value, label: words.choices[value] }))}
          onChange={setWanted}
        />
      </div>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      {wanted === 'merge' && choice?.type === 'merge' && (
        <MergeReport
          plan={choice.plan}
          theirs={choice.theirs}
          onChoose={(theirs) => onChoose(known.at, { ...choice, theirs })}
        />
      )}
    </li>
  );
}

function MergeReport(props: {
  readonly plan: ReimportPlan;
  readonly theirs: ReadonlySet<string>;
  readonly onChoose: (theirs: ReadonlySet<string>) => void;
}) {
  const { added, updated, deleted, unchanged, conflicts } = props.plan.report;
  const choose = (id: string, isTheirs: boolean) => {
    const theirs = new Set(props.theirs);
    if (isTheirs) theirs.add(id);
    else theirs.delete(id);
    props.onChoose(theirs);
  };
  return (
    <>
      <p className={styles.counts}>
        {words.mergeCounts(added.length, updated.length, deleted.length, unchanged)}
      </p>
      {props.plan.base === null && <p className={styles.counts}>{words.noBase}</p>}
      {conflicts.length > 0 && (
        <>
          <p className={styles.counts}>{words.conflicts(conflicts.length)}</p>
          <ul className={styles.conflicts}>
            {conflicts.slice(0, MOST_CONFLICTS).map((conflict) => (
              <ConflictRow
                key={conflict.conflict}
                conflict={conflict}
                isTheirs={props.theirs.has(conflict.conflict)}
                onChoose={(isTheirs) => choose(conflict.conflict, isTheirs)}
              />
            ))}
            {conflicts.length > MOST_CONFLICTS && (
              <li>{words.moreConflicts(conflicts.length - MOST_CONFLICTS)}</li>
            )}
          </ul>
        </>
      )}
    </>
  );
}

function ConflictRow(props: {
  readonly conflict: Conflict;
  readonly isTheirs: boolean;
  readonly onChoose: (isTheirs: boolean) => void;
}) {
  const { conflict, isTheirs, onChoose } = props;
  const sides = [
    { theirs: false, label: words.padSide, value: conflict.mine },
    { theirs: true, label: words.fileSide, value: conflict.theirs },
  ];
  return (
    <li>
      <fieldset className={styles.conflict}>
        <legend>
          {conflict.path} · {conflict.field}
        </legend>
        {sides.map((side) => (
          <label key={side.label}>
            <input
              type="radio"
              name={conflict.conflict}
              checked={isTheirs === side.theirs}
              onChange={() => onChoose(side.theirs)}
            />
            <span>{side.label}</span> <code>{shown(side.value)}</code>
          </label>
        ))}
      </fieldset>
    </li>
  );
}

const MOST_CHARS = 120;

/** A value on one line. */
function shown(value: JsonValue | undefined): string {
  if (value === undefined || value === null || value === '') return words.nothingThere;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS)}…` : text;
}
