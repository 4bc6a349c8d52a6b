import type { WireCookie } from '@scratchpad/core/wire';
import { useState } from 'react';
import { SelectField } from '../pages/settings/SelectField.tsx';
import { SettingsForm } from '../pages/settings/SettingsForm.tsx';
import { Field } from '../ui/Field.tsx';
import {
  type CookieDraft,
  type CookieField,
  EMPTY_DRAFT,
  readDraft,
  readSetCookie,
  toDraft,
} from './cookieForm.ts';
import { cookieWords as words } from './words.ts';

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
    <SettingsForm
      label={cookie ? words.edit(cookie.name) : words.addTitle}
      flags={FLAGS.map((flag) => (
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
      submit={words.save}
      onSubmit={save}
      cancel={{ label: words.cancel, onClick: props.onCancel }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.onCancel();
      }}
    >
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
      <SelectField
        label={words.fields.sameSite}
        value={draft.sameSite}
        options={SAME_SITES}
        onChange={(sameSite) => set({ sameSite })}
      />
    </SettingsForm>
  );
}
