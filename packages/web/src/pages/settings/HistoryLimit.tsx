import { useEffect, useState, useSyncExternalStore } from 'react';
import { useServices } from '../../app/services.ts';
import { formatBytes } from '../../response/format.ts';
import { PlainSelect } from '../../ui/PlainSelect.tsx';
import { settingsWords } from './words.ts';
import styles from './settings.module.css';

const MEGABYTE = 1_000_000;
const CHOICES_MB = [20, 50, 100, 200, 500, 1000, 2000];

/** How much of this device the history may take. */
export function HistoryLimit() {
  const { history } = useServices();
  const version = useSyncExternalStore(history.subscribe, () => history.version);
  const [state, setState] = useState<{ readonly used: number; readonly limit: number } | null>(
    null,
  );
  useEffect(() => {
    let current = true;
    void Promise.all([history.totalBytes(), history.limitBytes()]).then(([used, limit]) => {
      if (current) setState({ used, limit });
    });
    return () => {
      current = false;
    };
  }, [history, version]);
  if (!state) return null;
  const limitMb = Math.round(state.limit / MEGABYTE);
  const choices = [...new Set([...CHOICES_MB, limitMb])].sort((a, b) => a - b);
  return (
    <section className={styles.block} aria-labelledby="settings-history">
      <div className={styles.text}>
        <h3 id="settings-history">{settingsWords.historyTitle}</h3>
        <p>{settingsWords.historyText(formatBytes(state.used))}</p>
      </div>
      <PlainSelect
        bordered
        label={settingsWords.historyLimit}
        value={String(limitMb)}
        options={choices.map((mb) => ({ value: String(mb), label: formatBytes(mb * MEGABYTE) }))}
        onChange={(mb) => void history.setLimitBytes(Number(mb) * MEGABYTE)}
      />
    </section>
  );
}
