import { errorMessage, type JsonValue } from '@scratchpad/core';
import type { FieldConflict } from '@scratchpad/core/merge';
import { useEffect, useState } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import {
  type ImportPreview,
  keyOf,
  type KnownChoice,
  type KnownItem,
  type MergePlan,
  planMerge,
} from './importFile.ts';
import { importWords as words } from './words.ts';
import styles from './knownItems.module.css';

type ChoiceType = KnownChoice['type'];
const TYPES: readonly ChoiceType[] = ['merge', 'replace', 'both', 'skip'];
/** There is one set of globals, so both cannot be kept. */
const TYPES_OF_GLOBALS = TYPES.filter((type) => type !== 'both');
/** Conflicts that are listed; the pad's side stays in those beyond. */
const MOST_CONFLICTS = 100;

/** Something of a file that is in the pad already: what to do with it, and what merging would do. */
export function KnownItemRow(props: {
  readonly preview: ImportPreview;
  readonly known: KnownItem;
  readonly choice: KnownChoice | undefined;
  /** Keeps its identity. */
  readonly onChoose: (key: string, choice: KnownChoice) => void;
}) {
  const { preview, known, choice, onChoose } = props;
  const store = useDocStore();
  const [wanted, setWanted] = useState<ChoiceType>(known.isSame ? 'skip' : 'merge');
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    if (choice?.type === wanted) return;
    if (wanted !== 'merge') {
      onChoose(keyOf(known), { type: wanted });
      return;
    }
    let current = true;
    planMerge(store, preview, known).then(
      (plan) => current && onChoose(keyOf(known), { type: 'merge', plan, theirs: new Set() }),
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
          <p>{whyKnown(known)}</p>
        </div>
        <PlainSelect
          bordered
          label={words.whatToDo(known.name)}
          value={wanted}
          options={(known.kind === 'globals' ? TYPES_OF_GLOBALS : TYPES).map((value) => ({
            value,
            label: words.choices[value],
          }))}
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
          onChoose={(theirs) => onChoose(keyOf(known), { ...choice, theirs })}
        />
      )}
    </li>
  );
}

function whyKnown({ kind, isSame, present }: KnownItem): string {
  if (isSame) return words.sameAsBefore;
  return kind === 'globals' ? words.globalsHere : words.alreadyHere(present.name);
}

function MergeReport(props: {
  readonly plan: MergePlan;
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
  readonly conflict: FieldConflict;
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
