import { useEffect, useState } from 'react';
import type { SocketState } from './socketSession.ts';
import { socketWords as words } from './words.ts';
import styles from './socket.module.css';

/** Whether it is connected, and for how long. */
export function StateChip({ state }: { readonly state: SocketState }) {
  const since = state.status === 'open' ? state.since : null;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (since === null) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return (
    <span className={styles.chip} data-status={state.status}>
      <span className={styles.dot} aria-hidden="true" />
      {words.status[state.status]}
      {since !== null && <span className={styles.duration}>{clock(Math.max(0, now - since))}</span>}
    </span>
  );
}

/** `04:12`, `1:04:12`. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
