import { type Auth, type JsonValue, type NodeId, setAuthParam } from '@scratchpad/core';
import { useId, useState } from 'react';
import { useDocStore } from '../../app/docHooks.ts';
import { VariableField } from '../../editors/VariableField.tsx';
import { PlainSelect } from '../../ui/PlainSelect.tsx';
import { requestWords } from '../words.ts';
import type { AuthFormField } from './authFormField.ts';
import styles from './authPane.module.css';

const words = requestWords.auth;

/** What a field says now, as text; while nothing is filled in, what it starts with. */
export function fieldText(auth: Auth, type: string, field: AuthFormField): string {
  const value: JsonValue | undefined = auth.params[type]?.[field.name];
  if (value === undefined || value === null)
    return String(field.initial ?? field.options?.[0]?.value ?? '');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One field with its label; writes what is typed into the document. */
export function AuthField(props: {
  readonly id: NodeId;
  readonly auth: Auth;
  readonly type: string;
  readonly field: AuthFormField;
}) {
  const { id, auth, type, field } = props;
  const store = useDocStore();
  const inputId = useId();
  const value = fieldText(auth, type, field);
  const isReadOnly = store.readOnlyReason !== null;
  const set = (next: string | boolean) => setAuthParam(store, id, type, field.name, next);
  switch (field.kind) {
    case 'switch':
      return (
        <>
          <span />
          <label className={styles.switch}>
            <input
              type="checkbox"
              disabled={isReadOnly}
              checked={value === 'true'}
              onChange={(event) => set(event.target.checked)}
            />
            {field.label}
          </label>
        </>
      );
    case 'choice': {
      const known = field.options ?? [];
      // A file may say what no list has; it stays until something else is chosen.
      const options = known.some((option) => option.value === value)
        ? known
        : [...known, { value, label: value }];
      return (
        <>
          <label className={styles.label} htmlFor={inputId}>
            {field.label}
          </label>
          <PlainSelect
            id={inputId}
            bordered
            disabled={isReadOnly}
            label={field.label}
            value={value}
            options={options}
            onChange={set}
          />
        </>
      );
    }
    case 'long':
      return (
        <>
          <label className={styles.label} htmlFor={inputId}>
            {field.label}
          </label>
          <textarea
            id={inputId}
            className={styles.long}
            readOnly={isReadOnly}
            spellCheck={false}
            autoComplete="off"
            rows={4}
            placeholder={field.placeholder}
            value={value}
            onChange={(event) => set(event.target.value)}
          />
        </>
      );
    default:
      return <TextField {...props} value={value} onChange={set} />;
  }
}

function TextField(props: {
  readonly id: NodeId;
  readonly type: string;
  readonly field: AuthFormField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { id, type, field, value } = props;
  const [shown, setShown] = useState(false);
  // A variable is no secret: its name is shown, its value is masked where that is asked for.
  const isSecret = field.kind === 'secret' && value !== '' && !value.includes('{{');
  return (
    <>
      <span className={styles.label}>{field.label}</span>
      <div className={styles.field}>
        <VariableField
          look="field"
          label={field.label}
          placeholder={field.placeholder}
          value={value}
          masked={isSecret && !shown}
          placeOffset={(place) =>
            place.kind === 'auth' &&
            place.node === id &&
            place.type === type &&
            place.name === field.name
              ? 0
              : null
          }
          onChange={props.onChange}
        />
        {isSecret && (
          <button
            type="button"
            className={styles.show}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? words.hide : words.show}
          </button>
        )}
      </div>
    </>
  );
}
