import type { HopEvent } from '@scratchpad/core/wire';
import { formatDuration, formatStatus } from './format.ts';
import { HeaderList } from './HeaderList.tsx';
import { responseWords as words } from './words.ts';
import styles from './lists.module.css';

/** The requests on the way to an answer, each with the headers that went and came. */
export function HopList({ hops }: { readonly hops: readonly HopEvent[] }) {
  return (
    <div className={styles.hops}>
      {hops.map((hop) => (
        <details key={hop.index} className={styles.hop}>
          <summary>
            <span className={styles.hopStatus}>
              {formatStatus(hop.response.status, hop.response.statusText)}
            </span>
            <span className={styles.hopUrl}>
              {hop.request.method} {hop.request.url}
            </span>
            <span>{formatDuration(hop.timings.totalMs)}</span>
          </summary>
          <h4>{words.sentHeaders}</h4>
          <HeaderList headers={hop.request.headers} label={words.sentHeaders} />
          <h4>{words.receivedHeaders}</h4>
          <HeaderList headers={hop.response.headers} label={words.receivedHeaders} />
        </details>
      ))}
    </div>
  );
}
