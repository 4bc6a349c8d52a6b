import { IconAlertTriangle } from '@tabler/icons-react';
import type { JsonValue } from '@scratchpad/core';
import { workspaceWords as words } from '../words.ts';
import { ConflictList } from './ConflictList.tsx';
import { countActions, type PlannedUnit, type ReviewValue } from './dryRun.ts';
import { shorten } from './shorten.ts';
import styles from './importStep.module.css';

const COUNTS = ['add', 'update', 'unchanged', 'conflicts'] as const;
/** More than these are counted and not named. */
const MOST_DELETED = 50;

/** What the import would do, what both sides changed, and the values that stay behind unless they are ticked. */
export function DryRunView(props: {
  readonly dryRun: readonly PlannedUnit[] | null;
  readonly isEmpty: boolean;
  readonly workspaceName: string;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (place: string) => void;
  /** Conflicts in which the pad's side is taken. */
  readonly choices: ReadonlySet<string>;
  readonly onChoose: (choices: ReadonlySet<string>) => void;
}) {
  const { dryRun } = props;
  if (props.isEmpty) return <p className={styles.hint}>{words.nothingChosen}</p>;
  if (!dryRun)
    return (
      <p className={styles.hint} role="status">
        {words.comparing}
      </p>
    );
  const counts = countActions(dryRun);
  const conflicts = dryRun.flatMap(({ report }) => report?.conflicts ?? []);
  const deleted = dryRun.flatMap(({ report }) => report?.deleted ?? []);
  const review = dryRun.flatMap((unit) => unit.review);
  return (
    <>
      <dl className={styles.counts}>
        {COUNTS.map((name) => (
          <div key={name} data-count={name} data-some={counts[name] > 0 || undefined}>
            <dt>{words.counts[name]}</dt>
            <dd>{counts[name]}</dd>
          </div>
        ))}
      </dl>
      {conflicts.length > 0 && (
        <ConflictList
          conflicts={conflicts}
          workspaceName={props.workspaceName}
          choices={props.choices}
          onChoose={props.onChoose}
        />
      )}
      {deleted.length > 0 && (
        <section aria-label={words.deletedInPad}>
          <h3 className={styles.head}>
            {words.deletedInPad} <span>{words.deletedInPadHint}</span>
          </h3>
          <ul className={styles.deleted}>
            {deleted.slice(0, MOST_DELETED).map(({ id, path }) => (
              <li key={id}>{path}</li>
            ))}
            {deleted.length > MOST_DELETED && (
              <li>{words.andMore(deleted.length - MOST_DELETED)}</li>
            )}
          </ul>
        </section>
      )}
      <section aria-label={words.secretsTitle}>
        <h3 className={styles.head}>
          {words.secretsTitle} <span>{words.secretsHint}</span>
        </h3>
        {review.length === 0 ? (
          <p className={styles.hint}>{words.noSecrets}</p>
        ) : (
          <ul className={styles.review}>
            {review.map((value) => (
              <li key={value.place} data-warn={value.reason !== 'current' || undefined}>
                <input
                  type="checkbox"
                  className="sp-check"
                  aria-label={words.bring(value.name)}
                  checked={props.ticked.has(value.place)}
                  onChange={() => props.onTick(value.place)}
                />
                <code>{value.name}</code>
                <code>{value.reason === 'current' ? shorten(value.value) : mask(value.value)}</code>
                <span>
                  {value.reason !== 'current' && (
                    <IconAlertTriangle size={14} stroke={2} aria-hidden />
                  )}
                  {reasonWords(value)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function reasonWords({ reason }: ReviewValue): string {
  if (reason === 'current') return words.currentValue;
  return reason === 'secret' ? words.secret : words.looksSecret;
}

/** Enough of a secret to recognise it by, and too little to use it. */
function mask(value: JsonValue): string {
  if (typeof value !== 'string' || value.length < 12) return '••••';
  return `${value.slice(0, 3)}••••${value.slice(-3)}`;
}
