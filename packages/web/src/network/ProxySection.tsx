import { useState, useSyncExternalStore } from 'react';
import type { ProxyRules } from '@scratchpad/core/wire';
import { useServices } from '../app/services.ts';
import { showToast } from '../app/toasts.tsx';
import styles from '../pages/settings/form.module.css';
import { ProxyForm } from './ProxyForm.tsx';
import { tryChangeNetwork, useNetwork } from './useNetwork.ts';
import { networkWords as words } from './words.ts';

const MODES = ['system', 'off', 'custom'] as const;

/** Through what requests go. */
export function ProxySection() {
  const { agent } = useServices();
  const hasAgent = useSyncExternalStore(agent.subscribe, () => agent.status === 'connected');
  const network = useNetwork();
  /** Chosen, and not stored yet: it is on its way there, or its fields are still to be filled in. */
  const [picked, setPicked] = useState<ProxyRules['mode'] | null>(null);
  const [seen, setSeen] = useState(network);
  if (network !== seen) {
    setSeen(network);
    if (picked !== 'custom') setPicked(null);
  }
  if (network === null) return null;
  const { proxy } = network;
  const mode = picked ?? proxy.mode;
  const choose = async (chosen: ProxyRules['mode']) => {
    setPicked(chosen);
    if (chosen === 'custom') return;
    if (!(await tryChangeNetwork(() => ({ proxy: { mode: chosen } })))) setPicked(null);
  };
  return (
    <section aria-labelledby="settings-proxy">
      <div className={styles.head}>
        <h3 id="settings-proxy">
          {words.proxyTitle} <span className={styles.local}>{words.local}</span>
        </h3>
        <p>{words.proxyText}</p>
        {!hasAgent && <p className={styles.warn}>{words.noAgent}</p>}
      </div>
      <fieldset className={styles.choices}>
        <legend className="sp-visually-hidden">{words.proxyTitle}</legend>
        {MODES.map((value) => (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name="proxy-mode"
              checked={mode === value}
              onChange={() => void choose(value)}
            />
            {words.modes[value]}
            <small>{words.modeTexts[value]}</small>
          </label>
        ))}
      </fieldset>
      {mode === 'custom' && (
        <ProxyForm
          proxy={proxy.mode === 'custom' ? proxy : null}
          onSave={async (changed) => {
            if (!(await tryChangeNetwork(() => ({ proxy: changed })))) return;
            setPicked(null);
            showToast({ message: words.saved });
          }}
        />
      )}
    </section>
  );
}
