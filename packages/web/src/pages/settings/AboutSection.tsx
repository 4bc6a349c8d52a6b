import { useSyncExternalStore } from 'react';
import { useServices } from '../../app/services.ts';
import { APP_VERSION } from '../../app/version.ts';
import { settingsWords } from './words.ts';
import styles from './settings.module.css';

/** What this is, and which version. */
export function AboutSection() {
  const { agent } = useServices();
  const version = useSyncExternalStore(agent.subscribe, () => agent.version);
  return (
    <div className={styles.block}>
      <div className={styles.text}>
        <h3>{settingsWords.version(APP_VERSION)}</h3>
        <p>{settingsWords.aboutText}</p>
        <p>{settingsWords.noNetwork}</p>
        <p>{settingsWords.agent(version)}</p>
      </div>
    </div>
  );
}
