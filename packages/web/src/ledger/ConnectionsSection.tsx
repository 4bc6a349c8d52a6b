import { Button } from '@mantine/core';
import { errorMessage } from '@scratchpad/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import settings from '../pages/settings/settings.module.css';
import { clearLedger, getLedger, loadLedger, PURPOSES, subscribeLedger } from './ledger.ts';
import { formatDate } from '../ui/formatDate.ts';
import { ledgerWords as words } from './words.ts';
import styles from './connections.module.css';

/** The network ledger. */
export function ConnectionsSection() {
  const entries = useSyncExternalStore(subscribeLedger, getLedger);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    loadLedger().catch((error: unknown) => setProblem(errorMessage(error)));
  }, []);
  const rows = [...entries.values()].sort(
    (a, b) =>
      // What nobody named is what one should see first.
      Number(b.purpose === 'unnamed') - Number(a.purpose === 'unnamed') ||
      PURPOSES.indexOf(a.purpose) - PURPOSES.indexOf(b.purpose) ||
      b.lastAt - a.lastAt,
  );
  return (
    <section className={settings.block} aria-labelledby="settings-connections">
      <div className={settings.text}>
        <h3 id="settings-connections">{words.title}</h3>
        <p>{words.text}</p>
        <p>{words.limits}</p>
        {problem !== null && (
          <p role="alert" className={settings.warn}>
            {words.unread(problem)}
          </p>
        )}
      </div>
      <Button
        variant="default"
        disabled={rows.length === 0}
        onClick={() => {
          clearLedger().catch((error: unknown) => setProblem(errorMessage(error)));
        }}
      >
        {words.clear}
      </Button>
      {rows.length === 0 ? (
        <p className={styles.none}>{words.none}</p>
      ) : (
        <div className={styles.scroller}>
          <table className={styles.table} aria-labelledby="settings-connections">
            <thead>
              <tr>
                <th scope="col">{words.columns.purpose}</th>
                <th scope="col">{words.columns.host}</th>
                <th scope="col">{words.columns.count}</th>
                <th scope="col">{words.columns.last}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.purpose} ${row.viaAgent} ${row.host}`} data-purpose={row.purpose}>
                  <td>
                    {row.purpose === 'unnamed' && (
                      <IconAlertTriangle size={14} stroke={2} aria-hidden />
                    )}{' '}
                    {words.purposes[row.purpose]}
                  </td>
                  <td>
                    <span className={styles.host}>{row.host}</span>{' '}
                    {row.viaAgent && <small>{words.viaAgent}</small>}
                  </td>
                  <td>{row.count.toLocaleString()}</td>
                  <td>
                    <time dateTime={new Date(row.lastAt).toISOString()}>
                      {formatDate(row.lastAt)}
                    </time>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
