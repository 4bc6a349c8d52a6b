import { useState } from 'react';
import { readScriptTimeout, setScriptTimeout } from '../../scripts/scriptSettings.ts';
import { scriptWords as words } from '../../scripts/words.ts';
import { PlainSelect } from '../../ui/PlainSelect.tsx';
import styles from './settings.module.css';

const CHOICES_S = [1, 5, 10, 30, 60, 300, 600];

/** How scripts run. */
export function ScriptsSection() {
  const [seconds, setSeconds] = useState(() => readScriptTimeout() / 1000);
  const choices = [...new Set([...CHOICES_S, seconds])].filter(Boolean).sort((a, b) => a - b);
  return (
    <div className={styles.block}>
      <div className={styles.text}>
        <h3>{words.timeLimit}</h3>
        <p>{words.timeLimitText}</p>
      </div>
      <PlainSelect
        bordered
        label={words.timeLimit}
        value={String(seconds)}
        options={[
          ...choices.map((value) => ({ value: String(value), label: words.seconds(value) })),
          { value: '0', label: words.noLimit },
        ]}
        onChange={(value) => {
          setSeconds(Number(value));
          setScriptTimeout(Number(value) * 1000);
        }}
      />
    </div>
  );
}
