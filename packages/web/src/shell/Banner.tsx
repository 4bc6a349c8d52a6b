import { IconNote, IconX } from '@tabler/icons-react';
import { z } from 'zod';
import { usePersistedState } from '../app/uiState.ts';
import { appWords } from '../app/words.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './shell.module.css';

/** Why one is in the pad. There is one reason so far; a dismissed banner comes back when the reason changes. */
const REASON = 'local';

/** Says that one works in the Scratch Pad, and what that means. */
export function Banner() {
  const [dismissed, setDismissed] = usePersistedState('bannerDismissed', z.string(), '');
  if (dismissed === REASON) return null;
  return (
    <section className={styles.banner} aria-label={appWords.bannerName}>
      <IconNote size={16} stroke={1.75} aria-hidden />
      <p>
        <strong>{appWords.banner}</strong>{' '}
        <span className={styles.bannerRest}>{appWords.bannerRest}</span>
      </p>
      <IconButton label={appWords.dismissBanner} onClick={() => setDismissed(REASON)}>
        <IconX size={16} stroke={1.75} aria-hidden />
      </IconButton>
    </section>
  );
}
