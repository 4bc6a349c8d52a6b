import type { SendTimings } from '@scratchpad/core/wire';
import { formatDuration } from './format.ts';
import { responseWords as words } from './words.ts';
import styles from './phasesBar.module.css';

/** Where the time went, as one bar and in words. */
export function PhasesBar({ timings }: { readonly timings: SendTimings }) {
  const phases = [
    ['dns', timings.dnsMs],
    ['tcp', timings.tcpMs],
    ['tls', timings.tlsMs],
    ['firstByte', timings.firstByteMs],
    ['download', timings.downloadMs],
  ] as const;
  const sum = phases.reduce((total, [, ms]) => total + ms, 0) || 1;
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <span>{words.time}</span>
        <strong>{formatDuration(timings.totalMs)}</strong>
      </div>
      <div className={styles.bar} aria-hidden="true">
        {phases.map(
          ([name, ms]) =>
            ms > 0 && (
              <span key={name} data-phase={name} style={{ width: `${(ms / sum) * 100}%` }} />
            ),
        )}
      </div>
      <div className={styles.legend}>
        {phases.map(([name, ms]) => (
          <span key={name} data-phase={name}>
            {words.phases[name]} {Math.round(ms)}
          </span>
        ))}
      </div>
    </div>
  );
}
