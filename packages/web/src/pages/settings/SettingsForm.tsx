import { Button } from '@mantine/core';
import type { KeyboardEventHandler, ReactNode } from 'react';
import styles from './form.module.css';

/** A form of the settings: fields in columns, what is wrong with them, and at the end the buttons. */
export function SettingsForm(props: {
  /** Accessible name. */
  readonly label: string;
  /** The fields. */
  readonly children: ReactNode;
  /** What is wrong with no single field. */
  readonly error?: string | null;
  /** What stands before the buttons. */
  readonly flags?: ReactNode;
  readonly submit: string;
  readonly onSubmit: () => void;
  readonly cancel?: { readonly label: string; readonly onClick: () => void };
  readonly onKeyDown?: KeyboardEventHandler;
}) {
  const error = props.error ?? null;
  return (
    <form
      className={styles.form}
      aria-label={props.label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
      onKeyDown={props.onKeyDown}
    >
      <div className={styles.fields}>{props.children}</div>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <div className={styles.flags}>
        {props.flags}
        <span className={styles.space} />
        <span className={styles.buttons}>
          {props.cancel && (
            <Button variant="default" size="xs" onClick={props.cancel.onClick}>
              {props.cancel.label}
            </Button>
          )}
          <Button size="xs" type="submit">
            {props.submit}
          </Button>
        </span>
      </div>
    </form>
  );
}
