import { useEffect, useRef } from 'react';
import { sidebarWords as words } from './words.ts';
import styles from './treeRow.module.css';

/** The field that stands in a row while its name is typed. Enter and leaving take the name, Escape does not. */
export function RenameField(props: {
  readonly name: string;
  /** `refocus`: the keyboard goes back to the row. */
  readonly onDone: (name: string, refocus: boolean) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const settled = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const done = (name: string, refocus: boolean) => {
    if (settled.current) return;
    settled.current = true;
    props.onDone(name, refocus);
  };
  return (
    <input
      ref={field}
      className={styles.rename}
      aria-label={words.renameField(props.name)}
      defaultValue={props.name}
      spellCheck={false}
      autoComplete="off"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') done(event.currentTarget.value, true);
        else if (event.key === 'Escape') done(props.name, true);
        else return;
        event.preventDefault();
      }}
      onBlur={(event) => done(event.currentTarget.value, false)}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}
