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

/** The colour of a person, as a value for a style. */
export function personColour(userId: string): string {
  return `var(--sp-p-${colourOf(userId)})`;
}

/** A person as a disc with initials. Where it stands says who it is; this is the picture of it. */
export function Avatar(props: {
  readonly id: string;
  readonly name: string;
  readonly small?: boolean;
}) {
  return (
    <span
      className={styles.avatar}
      data-small={props.small || undefined}
      style={{ background: personColour(props.id) }}
      // Drawn and not written: the initials are no part of a button's name.
      data-initials={props.small ? initials(props.name).slice(0, 1) : initials(props.name)}
      aria-hidden
    />
  );
}
