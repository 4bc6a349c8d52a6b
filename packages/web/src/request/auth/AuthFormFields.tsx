import type { Auth, NodeId } from '@scratchpad/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useViewState } from '../viewState.ts';
import { requestWords } from '../words.ts';
import { AuthField, fieldText } from './AuthField.tsx';
import type { AuthForm } from './authFormField.ts';
import styles from './authPane.module.css';

const words = requestWords.auth;

/** The fields of a form; those seldom needed are behind a button. */
export function AuthFormFields(props: {
  readonly id: NodeId;
  readonly auth: Auth;
  readonly type: string;
  readonly form: AuthForm;
}) {
  const { id, auth, type, form } = props;
  const [isOpen, setOpen] = useViewState(`auth-more:${type}`, false);
  const get = (name: string) => {
    const field = form.fields.find((candidate) => candidate.name === name);
    return field ? fieldText(auth, type, field) : '';
  };
  const fields = form.fields.filter(({ when }) => !when || when(get));
  const advanced = fields.filter(({ isAdvanced }) => isAdvanced);
  const render = (shown: typeof fields) =>
    shown.map((field) => (
      <AuthField key={field.name} id={id} auth={auth} type={type} field={field} />
    ));
  return (
    <>
      {render(fields.filter(({ isAdvanced }) => !isAdvanced))}
      {advanced.length > 0 && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight size={14} stroke={2} aria-hidden data-open={isOpen || undefined} />
          {words.more}
        </button>
      )}
      {isOpen && render(advanced)}
      {form.note !== undefined && <p className={styles.note}>{form.note}</p>}
    </>
  );
}
