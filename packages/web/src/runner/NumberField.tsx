import { useState } from 'react';
import styles from './runner.module.css';

/** A whole number. What is being typed may be none for a moment; leaving the field settles it. */
export function NumberField(props: {
  readonly id: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}) {
  const { value, min, max } = props;
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      id={props.id}
      type="text"
      inputMode="numeric"
      className={styles.number}
      value={typed ?? String(value)}
      onChange={({ target: { value: text } }) => {
        setTyped(text);
        if (/^\d+$/.test(text.trim())) {
          props.onChange(Math.min(max, Math.max(min, Number(text))));
        }
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
