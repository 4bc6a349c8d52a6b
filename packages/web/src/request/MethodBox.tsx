import { IconChevronDown } from '@tabler/icons-react';
import { useIsReadOnly } from '../app/docHooks.ts';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { methodColor } from '../ui/MethodLabel.tsx';
import { requestWords as words } from './words.ts';
import styles from './requestLine.module.css';

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'COPY',
  'LINK',
  'UNLINK',
  'PURGE',
  'PROPFIND',
] as const;

/** Chooses the method from a list; any other token can be typed. */
export function MethodBox({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (method: string) => void;
}) {
  const readOnly = useIsReadOnly();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const pick = (method: string) => {
    onChange(method);
    setOpen(false);
  };
  const show = () => {
    if (readOnly) return;
    setActive(METHODS.findIndex((method) => method === value));
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      if (open) setActive((active + step + METHODS.length) % METHODS.length);
      else show();
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && open) {
      const method = METHODS[active];
      if (method) pick(method);
      else setOpen(false);
    } else if (event.key === 'Escape' && open) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.method}>
      <input
        ref={input}
        role="combobox"
        className={styles.methodInput}
        style={{ color: methodColor(value) }}
        aria-label={words.method}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        readOnly={readOnly}
        spellCheck={false}
        value={value}
        onChange={(event) => {
          // A method is a token (RFC 9110): what cannot stand in one is not taken.
          onChange(event.target.value.replaceAll(/[^A-Za-z0-9!#$%&'*+.^_`|~{}-]/g, ''));
          setActive(-1);
          setOpen(true);
        }}
        onFocus={(event) => event.target.select()}
        onBlur={() => setOpen(false)}
        onMouseDown={() => (open ? setOpen(false) : show())}
        onKeyDown={onKeyDown}
      />
      {!readOnly && (
        <IconChevronDown size={14} stroke={2} aria-hidden className={styles.methodChevron} />
      )}
      {open && (
        <ul id={listId} role="listbox" aria-label={words.methods} className={styles.methodList}>
          {METHODS.map((method, i) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the input handles the keys
            <li
              key={method}
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === active}
              className={styles.methodOption}
              style={{ color: methodColor(method) }}
              onMouseDown={(event) => {
                event.preventDefault();
                pick(method);
              }}
            >
              {method}
            </li>
          ))}
          <li role="presentation" className={styles.methodHint}>
            {words.customMethod}
          </li>
        </ul>
      )}
    </div>
  );
}
