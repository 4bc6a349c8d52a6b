import { IconChevronDown } from '@tabler/icons-react';
import styles from './plainSelect.module.css';

/** A short list to choose from, as quiet text in a bar or (`bordered`) as a field. The system draws its list. */
export function PlainSelect<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly bordered?: boolean;
  readonly id?: string;
  readonly disabled?: boolean;
}) {
  return (
    <span className={styles.wrap} data-bordered={props.bordered || undefined}>
      <select
        id={props.id}
        className={styles.select}
        aria-label={props.label}
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.target.value as Value)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <IconChevronDown size={14} stroke={2} aria-hidden className={styles.chevron} />
    </span>
  );
}
