import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { Note } from '@scratchpad/core/formats';
import type { ReadFile } from './importFile.ts';
import { importWords } from './words.ts';
import styles from './importDialog.module.css';

const COUNTS = Object.keys(importWords.counts) as (keyof typeof importWords.counts)[];
/** Notes of a kind that are shown; the rest are counted. */
const MOST_NOTES = 5;

/** One file: what it was recognised as and holds, or why it cannot be read. */
export function FilePreview({ file }: { readonly file: ReadFile }) {
  const { report, error } = file;
  return (
    <li className={styles.file} data-error={error ? true : undefined}>
      {error ? (
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      ) : (
        <IconCheck size={16} stroke={2} aria-hidden />
      )}
      <div>
        <strong>{file.name}</strong>
        {error && <p className={styles.fileError}>{error.message}</p>}
        {report && (
          <>
            <p>
              {importWords.formats[report.format]}
              {COUNTS.flatMap((key) => {
                const count = report.counts[key];
                return count > 0
                  ? ` · ${count} ${importWords.counts[key][count === 1 ? 0 : 1]}`
                  : [];
              })}
            </p>
            <LikelySecrets notes={report.likelySecrets} />
            <Notes title={importWords.leftOut} notes={report.leftOut} />
            <Notes title={importWords.adapted} notes={report.adapted} />
            <Notes title={importWords.kept} notes={report.kept} />
          </>
        )}
      </div>
    </li>
  );
}

/** What the user had better know before the file is shared: places and kinds, never the values. */
function LikelySecrets({ notes }: { readonly notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <details className={styles.notes}>
      <summary>
        <IconAlertTriangle size={14} stroke={1.75} color="var(--sp-warn)" aria-hidden />{' '}
        {importWords.likelySecrets(notes.length)}
      </summary>
      <NoteList notes={notes} />
    </details>
  );
}

function Notes({ title, notes }: { readonly title: string; readonly notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <details className={styles.notes}>
      <summary>
        {title} · {notes.length}
      </summary>
      <NoteList notes={notes} />
    </details>
  );
}

function NoteList({ notes }: { readonly notes: readonly Note[] }) {
  return (
    <ul>
      {notes.slice(0, MOST_NOTES).map((note, i) => (
        // Of two values in one place neither path nor kind tells them apart.
        // oxlint-disable-next-line react/no-array-index-key -- the list of a file never changes
        <li key={i}>
          {note.message}
          {importWords.times(note.count)} <code>{note.path}</code>
        </li>
      ))}
      {notes.length > MOST_NOTES && <li>and {notes.length - MOST_NOTES} more</li>}
    </ul>
  );
}
