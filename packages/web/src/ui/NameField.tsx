import type { FindPlace } from '@scratchpad/core/find';
import { useEffect, useRef, useState } from 'react';
import { useIsReadOnly } from '../app/docHooks.ts';
import { revealed, selectIn, useWanted } from '../app/reveal.ts';
import styles from './nameField.module.css';

const isNowhere = () => false;

/** A name as text that can be edited in place. Enter or leaving it takes the change over, Escape takes it back. */
export function NameField(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** `title` for the heading of a page. */
  readonly size?: 'title';
  /** Whether a place of the document is this name, so that a search can lead here. */
  readonly isPlace?: (place: FindPlace) => boolean;
  readonly onChange: (name: string) => void;
}) {
  const readOnly = useIsReadOnly();
  const [typed, setTyped] = useState<string | null>(null);
  const abandoned = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  const { isPlace = isNowhere } = props;
  const wanted = useWanted(isPlace);
  useEffect(() => {
    if (!wanted || !input.current) return;
    selectIn(input.current, wanted.from, wanted.to);
    revealed();
  }, [wanted]);
  return (
    <input
      ref={input}
      className={styles.name}
      data-size={props.size}
      aria-label={props.label}
      readOnly={readOnly}
      placeholder={props.placeholder}
      spellCheck={false}
      autoComplete="off"
      size={Math.max(
        (typed ?? props.value).length,
        props.value === '' ? props.placeholder.length : 4,
      )}
      value={typed ?? props.value}
      onFocus={() => {
        abandoned.current = false;
      }}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed !== null && typed !== props.value && !abandoned.current)
          props.onChange(typed.trim());
        setTyped(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.currentTarget.blur();
        else if (event.key === 'Escape') {
          abandoned.current = true;
          event.currentTarget.blur();
        }
      }}
    />
  );
}
