import { IconAlertTriangle } from '@tabler/icons-react';
import type { JsonValue } from '@scratchpad/core';
import { workspaceWords as words } from '../words.ts';
import type { DryRun, ReviewValue } from './dryRun.ts';
import styles from './importStep.module.css';

const COUNTS = ['add', 'update', 'unchanged', 'conflicts'] as const;
const MAX_SHOWN_CHARS = 120;

/** What the import would do, what both sides changed, and the values that stay behind unless they are ticked. */
export function DryRunView(props: {
  readonly dryRun: DryRun | null;
  readonly isEmpty: boolean;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (place: string) => void;
  readonly choices: ReadonlySet<string>;
  readonly onDecide: (conflict: string) => void;
}) {
  const { dryRun } = props;
  if (props.isEmpty) return <p className={styles.hint}>{words.nothingChosen}</p>;
  if (!dryRun) return <p className={styles.hint}>{words.working}</p>;
  const conflicts = dryRun.units.flatMap(({ report }) => report?.conflicts ?? []);
  return (
    <>
      <dl className={styles.counts}>
        {COUNTS.map((name) => (
          <div key={name} data-count={name}>
            <dt>{words.counts[name]}</dt>
            <dd>{dryRun.counts[name]}</dd>
          </div>
        ))}
      </dl>
      {conflicts.length > 0 && (
        <section aria-label={words.bothChanged}>
          <h3 className={styles.head}>{words.bothChanged}</h3>
          <ul className={styles.conflicts}>
            {conflicts.map((conflict) => (
              <li key={conflict.conflict}>
                <p>
                  {conflict.path} · <strong>{conflict.field}</strong>
                </p>
                <p>
                  {words.inWorkspace}: <code>{shorten(conflict.mine)}</code>
                </p>
                <p>
                  {words.padSide}: <code>{shorten(conflict.theirs)}</code>
                </p>
                <label>
                  <input
                    type="checkbox"
                    className="sp-check"
                    checked={props.choices.has(conflict.conflict)}
                    onChange={() => props.onDecide(conflict.conflict)}
                  />{' '}
                  {words.fromPad}
                </label>
              </li>
            ))}
          </ul>
          <p className={styles.hint}>{words.bothChangedHint}</p>
        </section>
      )}
      <section aria-label={words.secretsTitle}>
        <h3 className={styles.head}>
          {words.secretsTitle} <span>{words.secretsHint}</span>
        </h3>
        {dryRun.review.length === 0 ? (
          <p className={styles.hint}>{words.noSecrets}</p>
        ) : (
          <ul className={styles.review}>
            {dryRun.review.map((value) => (
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

function shorten(value: JsonValue | undefined): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text;
}

/** Enough of a secret to recognise it by, and too little to use it. */
function mask(value: JsonValue): string {
  if (typeof value !== 'string' || value.length < 12) return '••••';
  return `${value.slice(0, 3)}••••${value.slice(-3)}`;
}
