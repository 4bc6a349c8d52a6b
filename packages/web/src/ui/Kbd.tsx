import styles from './kbd.module.css';

/**
 * Keys of a shortcut, as a quiet hint beside what they do. Not part of its name for assistive tools unless `spoken`:
 * "Duplicate", not "Duplicate Ctrl D".
 */
export function Kbd(props: { readonly children: string; readonly spoken?: boolean }) {
  return (
    <kbd className={styles.kbd} aria-hidden={!props.spoken}>
      {props.children}
    </kbd>
  );
}
