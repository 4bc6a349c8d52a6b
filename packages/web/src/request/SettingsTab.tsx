import {
  type HttpContent,
  type NodeId,
  readSetting,
  setSetting,
  SETTING_DEFAULTS,
  type SettingName,
} from '@scratchpad/core';
import { useDocStore } from '../app/docHooks.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { requestWords as words } from './words.ts';
import styles from './settingsTab.module.css';

const NAMES = Object.keys(SETTING_DEFAULTS) as readonly SettingName[];
const HTTP_VERSIONS = ['auto', 'http1', 'http2'] as const;
/** Settings that have their place elsewhere. */
const ELSEWHERE = new Set(['disabledSystemHeaders']);

/** The settings that sending honours, each with its default. */
export function SettingsTab({
  id,
  content,
}: {
  readonly id: NodeId;
  readonly content: HttpContent;
}) {
  const others = Object.keys(content.settings).filter(
    (name) => !(name in SETTING_DEFAULTS) && !ELSEWHERE.has(name),
  );
  return (
    <div className={styles.settings}>
      {NAMES.map((name) => (
        <Setting key={name} id={id} content={content} name={name} />
      ))}
      {others.length > 0 && (
        <p className={styles.others}>{words.settingOther(others.join(', '))}</p>
      )}
    </div>
  );
}

function describe(value: boolean | number | string): string {
  if (typeof value === 'boolean') return value ? words.on : words.off;
  return words.httpVersions[value as 'auto'] ?? String(value);
}

function Setting({
  id,
  content,
  name,
}: {
  readonly id: NodeId;
  readonly content: HttpContent;
  readonly name: SettingName;
}) {
  const store = useDocStore();
  const [title, why] = words.settings[name];
  const fallback = SETTING_DEFAULTS[name];
  const value = readSetting(content.settings, name);
  const changed = content.settings[name] !== undefined;
  const disabled = store.readOnlyReason !== null;
  return (
    <div className={styles.row}>
      <div className={styles.text}>
        <span className={styles.title}>{title}</span>
        <span className={styles.why}>{why}</span>
      </div>
      <div className={styles.control}>
        {typeof value === 'boolean' ? (
          <input
            type="checkbox"
            className={styles.switch}
            aria-label={title}
            checked={value}
            disabled={disabled}
            onChange={(event) => setSetting(store, id, name, event.target.checked)}
          />
        ) : typeof value === 'number' ? (
          <input
            type="number"
            min={0}
            className={styles.number}
            aria-label={title}
            value={value}
            readOnly={disabled}
            onChange={(event) =>
              setSetting(
                store,
                id,
                name,
                Number.isFinite(event.target.valueAsNumber)
                  ? Math.max(0, event.target.valueAsNumber)
                  : undefined,
              )
            }
          />
        ) : (
          <PlainSelect
            bordered
            label={title}
            disabled={disabled}
            value={value as (typeof HTTP_VERSIONS)[number]}
            options={HTTP_VERSIONS.map((version) => ({
              value: version,
              label: words.httpVersions[version],
            }))}
            onChange={(version) => setSetting(store, id, name, version)}
          />
        )}
      </div>
      <div className={styles.default}>
        {changed && !disabled ? (
          <button
            type="button"
            className={styles.reset}
            onClick={() => setSetting(store, id, name, undefined)}
            title={words.resetSetting}
          >
            {words.settingDefault(describe(fallback))}
          </button>
        ) : (
          words.settingDefault(describe(fallback))
        )}
      </div>
    </div>
  );
}
