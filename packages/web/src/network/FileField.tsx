import { useId } from 'react';
import styles from '../pages/settings/form.module.css';
import { networkWords as words } from './words.ts';

/** A labelled button that picks one file; below it the name of the one that is kept. */
export function FileField(props: {
  readonly label: string;
  readonly accept: string;
  /** The name of the file that is kept already. */
  readonly kept: string | null;
  readonly onPick: (file: File) => void;
}) {
  const id = useId();
  return (
    <div className={styles.file}>
      <label className={styles.label} htmlFor={id}>
        {props.label}
      </label>
      <input
        id={id}
        type="file"
        accept={props.accept}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) props.onPick(file);
        }}
      />
      {props.kept !== null && <small>{words.chosen(props.kept)}</small>}
    </div>
  );
}
