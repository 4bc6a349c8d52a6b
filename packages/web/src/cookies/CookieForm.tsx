import { Button } from '@mantine/core';
import type { WireCookie } from '@scratchpad/core/wire';
import { useId, useState } from 'react';
import { Field } from '../ui/Field.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import {
  type CookieDraft,
  type CookieField,
  EMPTY_DRAFT,
  readDraft,
  readSetCookie,
  toDraft,
} from './cookieForm.ts';
import { cookieWords as words } from './words.ts';
import styles from '../pages/settings/form.module.css';

const SAME_SITES = (['', 'lax', 'strict', 'none'] as const).map((value) => ({
  value,
  label: words.sameSites[value],
}));
const FLAGS = ['secure', 'httpOnly', 'subdomains'] as const;

/** The fields of a cookie, of a new one when there is none. */
export function CookieForm(props: {
  readonly cookie: WireCookie | null;
  readonly onSave: (cookie: WireCookie) => void;
  readonly onCancel: () => void;
}) {
  const { cookie } = props;
  const sameSiteId = useId();
  const [draft, setDraft] = useState(() => (cookie ? toDraft(cookie) : EMPTY_DRAFT));
  const [wrong, setWrong] = useState<{ field: CookieField; message: string } | null>(null);
  const set = (patch: Partial<CookieDraft>) => setDraft({ ...draft, ...patch });
  const field = (name: CookieField) => ({
    label: words.fields[name],
    value: draft[name],
    error: wrong?.field === name ? wrong.message : null,
    onChange: (value: string) => set({ [name]: value }),
  });
  const save = () => {
    const read = readDraft(draft, cookie?.createdAt ?? Date.now());
    if ('cookie' in read) props.onSave(read.cookie);
    else setWrong({ field: read.wrong, message: read.message });
  };
  return (
    <form
      className={styles.form}
      aria-label={cookie ? words.edit(cookie.name) : words.addTitle}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.onCancel();
      }}
    >
      <div className={styles.fields}>
        <Field
          {...field('name')}
          focus
          hint={words.fields.nameHint}
          onPaste={(event) => {
            const pasted = readSetCookie(event.clipboardData.getData('text'), draft);
            if (!pasted) return;
            event.preventDefault();
            setDraft(pasted);
          }}
        />
        <Field {...field('value')} />
        <Field {...field('domain')} placeholder="api.example.com" />
        <Field {...field('path')} />
        <Field {...field('expires')} type="datetime-local" hint={words.fields.expiresHint} />
        <div>
          <label className={styles.label} htmlFor={sameSiteId}>
            {words.fields.sameSite}
          </label>
          <PlainSelect
            id={sameSiteId}
            label={words.fields.sameSite}
            bordered
            value={draft.sameSite}
            options={SAME_SITES}
            onChange={(sameSite) => set({ sameSite })}
          />
        </div>
      </div>
      <div className={styles.flags}>
        {FLAGS.map((flag) => (
          <label key={flag}>
            <input
              type="checkbox"
              className="sp-check"
              checked={draft[flag]}
              onChange={(event) => set({ [flag]: event.target.checked })}
            />
            {words.fields[flag]}
          </label>
        ))}
        <span className={styles.space} />
        <span className={styles.buttons}>
          <Button variant="default" size="xs" onClick={props.onCancel}>
            {words.cancel}
          </Button>
          <Button size="xs" type="submit">
            {words.save}
          </Button>
        </span>
      </div>
    </form>
  );
}
