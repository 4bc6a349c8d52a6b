import styles from './avatar.module.css';

const COLOURS = 6;

/** Which of the people colours belongs to a user; the same on every device. */
function colourOf(userId: string): number {
  let sum = 0;
  for (let at = 0; at < userId.length; at++) sum = (sum * 31 + userId.charCodeAt(at)) >>> 0;
  return (sum % COLOURS) + 1;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return ([...(words[0] ?? '')][0] ?? '?').concat([...last][0] ?? '').toUpperCase();
}

/** A person as a disc with initials. Where it stands says who it is; this is the picture of it. */
export function Avatar(props: { readonly id: string; readonly name: string }) {
  return (
    <span
      className={styles.avatar}
      style={{ background: `var(--sp-p-${colourOf(props.id)})` }}
      // Drawn and not written: the initials are no part of a button's name.
      data-initials={initials(props.name)}
      aria-hidden
    />
  );
}
