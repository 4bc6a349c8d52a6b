import { IconSearch } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import styles from './menuSearchField.module.css';

/** The field at the head of a menu, which searches what stands below it. It has the focus when the menu opens. */
export function MenuSearchField(props: {
  /** Accessible name and placeholder. */
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
  /** What else the input has. */
  readonly input?: ComponentProps<'input'>;
}) {
  return (
    <label className={styles.find}>
      <IconSearch size={15} stroke={1.75} aria-hidden />
      <input
        data-autofocus
        aria-label={props.label}
        placeholder={props.label}
        autoComplete="off"
        spellCheck={false}
        value={props.value}
        onChange={(event) => props.onSearch(event.target.value)}
        {...props.input}
      />
    </label>
  );
}
