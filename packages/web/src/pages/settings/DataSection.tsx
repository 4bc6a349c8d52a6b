import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useDocStore, useEnvironments, useTree } from '../../app/docHooks.ts';
import { setOverlay } from '../../app/overlays.ts';
import { useServices } from '../../app/services.ts';
import { tryExport } from '../../app/tryExport.ts';
import { appWords } from '../../app/words.ts';
import { formatBytes } from '../../response/format.ts';
import { HistoryLimit } from './HistoryLimit.tsx';
import { StorageUseList } from './StorageUseList.tsx';
import { useStorageEstimate } from './useStorageEstimate.ts';
import { settingsWords } from './words.ts';
import styles from './settings.module.css';

/** Everything out, everything in, and what is used of this device. */
export function DataSection() {
  return (
    <>
      <ExportBlock />
      <StorageBlock />
      <HistoryLimit />
      <DamageBlock />
    </>
  );
}

function ExportBlock() {
  const store = useDocStore();
  const { collections } = useTree();
  const environments = useEnvironments();
  const [include, setInclude] = useState({ collections: true, environments: true });
  const requests = collections.reduce((sum, id) => sum + store.index.requestCount(id), 0);
  return (
    <section className={styles.block} aria-labelledby="settings-export">
      <div className={styles.text}>
        <h3 id="settings-export">{settingsWords.exportTitle}</h3>
        <p>{settingsWords.exportText}</p>
        <div className={styles.checks}>
          <label className={styles.check}>
            <input
              type="checkbox"
              className="sp-check"
              checked={include.collections}
              onChange={(event) => setInclude({ ...include, collections: event.target.checked })}
            />
            {settingsWords.collections}
            <small>{settingsWords.collectionsDetail(collections.length, requests)}</small>
          </label>
          <label className={styles.check}>
            <input
              type="checkbox"
              className="sp-check"
              checked={include.environments}
              onChange={(event) => setInclude({ ...include, environments: event.target.checked })}
            />
            {settingsWords.environments}
            <small>{settingsWords.environmentsDetail(environments.length)}</small>
          </label>
        </div>
      </div>
      <div className={styles.buttons}>
        <Button
          disabled={!include.collections && !include.environments}
          onClick={() => tryExport(({ exportData }) => exportData(store, include))}
        >
          {settingsWords.exportTitle}
        </Button>
        <Button variant="default" onClick={() => setOverlay({ kind: 'import' })}>
          {settingsWords.import}
        </Button>
      </div>
    </section>
  );
}

/** Above this share of the quota a warning stands under the bar. */
const NEARLY_FULL = 0.9;

function StorageBlock() {
  const { estimate, persistent, ask } = useStorageEstimate();
  const [refused, setRefused] = useState(false);
  const share = estimate ? estimate.usage / Math.max(1, estimate.quota) : 0;
  return (
    <section className={styles.block} aria-labelledby="settings-storage">
      <div className={styles.text}>
        <h3 id="settings-storage">{settingsWords.storageTitle}</h3>
        <p>
          {persistent && <IconLock size={13} stroke={2} aria-hidden />}{' '}
          {persistent ? settingsWords.persistent : settingsWords.notPersistent}
        </p>
        {estimate ? (
          <>
            <div className={styles.bar}>
              <span
                style={{ width: `${share * 100}%` }}
                data-full={share > NEARLY_FULL || undefined}
              />
            </div>
            <p>{settingsWords.used(formatBytes(estimate.usage), formatBytes(estimate.quota))}</p>
          </>
        ) : (
          <p>{settingsWords.unknownStorage}</p>
        )}
        {share > NEARLY_FULL && <p className={styles.warn}>{settingsWords.nearlyFull}</p>}
        {refused && <p>{settingsWords.refused}</p>}
        <StorageUseList />
      </div>
      {!persistent && (
        <Button
          variant="default"
          onClick={() => void ask().then((granted) => setRefused(!granted))}
        >
          {settingsWords.askPersistent}
        </Button>
      )}
    </section>
  );
}

function DamageBlock() {
  const { persistence } = useServices();
  const { quarantinedRows, repairedRows } = persistence;
  if (quarantinedRows === 0 && repairedRows === 0) return null;
  return (
    <section className={styles.block}>
      <div className={styles.text}>
        <h3>{settingsWords.damageTitle}</h3>
        {repairedRows > 0 && <p>{appWords.repaired(repairedRows)}</p>}
        {quarantinedRows > 0 && <p>{appWords.quarantined(quarantinedRows)}</p>}
      </div>
    </section>
  );
}
