import { IconAlertTriangle, IconEye, IconEyeOff } from '@tabler/icons-react';
import { type ClipboardEventHandler, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from './IconButton.tsx';
import styles from './field.module.css';

/** A labelled field; what is wrong with it stands below it, and it takes the keyboard back. */
export function Field(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'email' | 'password' | 'datetime-local';
  readonly onPaste?: ClipboardEventHandler<HTMLInputElement>;
  readonly autoComplete?: string;
  readonly placeholder?: string;
  readonly hint?: string;
  readonly error?: string | null;
  /** Whether it has the keyboard when the dialog opens. */
  readonly first?: boolean;
  /** Whether it takes the keyboard when it appears in a dialog that is open already. */
  readonly focus?: boolean;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  const error = props.error ?? null;
  const { focus = false } = props;
  useEffect(() => {
    if (focus) input.current?.focus();
  }, [focus]);
  useEffect(() => {
    if (error !== null) input.current?.focus();
  }, [error]);
  const isPassword = props.type === 'password';
  const note = error ?? props.hint;
  return (
    <div className={styles.field} data-error={error !== null || undefined}>
      <label htmlFor={id}>{props.label}</label>
      <div className={styles.input}>
        <input
          ref={input}
          id={id}
          type={isPassword && shown ? 'text' : (props.type ?? 'text')}
          value={props.value}
          placeholder={props.placeholder}
          autoComplete={props.autoComplete ?? 'off'}
          spellCheck={false}
          aria-invalid={error !== null}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          data-autofocus={props.first || undefined}
          onChange={(event) => props.onChange(event.target.value)}
          onPaste={props.onPaste}
        />
        {isPassword && (
          <IconButton
            label={shown ? 'Hide the password' : 'Show the password'}
            onClick={() => setShown(!shown)}
          >
            {shown ? (
              <IconEyeOff size={16} stroke={1.75} aria-hidden />
            ) : (
              <IconEye size={16} stroke={1.75} aria-hidden />
            )}
          </IconButton>
        )}
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className={styles.note} role={error === null ? undefined : 'alert'}>
          {error !== null && <IconAlertTriangle size={16} stroke={1.75} aria-hidden />}
          <span>{note}</span>
        </p>
      )}
    </div>
  );
}
