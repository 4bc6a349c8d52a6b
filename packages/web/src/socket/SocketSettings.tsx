import {
  type NodeId,
  readSocketSettings,
  setSetting,
  SOCKET_SETTING_DEFAULTS,
  type SocketSettingName,
  type WsContent,
} from '@scratchpad/core';
import { useDocStore, useIsReadOnly } from '../app/docHooks.ts';
import { requestWords } from '../request/words.ts';
import settingStyles from '../request/settingsTab.module.css';
import { socketWords as words } from './words.ts';

const NAMES = Object.keys(SOCKET_SETTING_DEFAULTS) as readonly SocketSettingName[];

/** The settings of a WebSocket request, each with its default. */
export function SocketSettings({
  id,
  content,
}: {
  readonly id: NodeId;
  readonly content: WsContent;
}) {
  const store = useDocStore();
  const readOnly = useIsReadOnly();
  const values = readSocketSettings(content.settings);
  const set = (name: SocketSettingName, value: boolean | number | undefined) =>
    setSetting(store, id, name, value);
  return (
    <div className={settingStyles.settings}>
      {NAMES.map((name) => {
        const [title, why] = words.settings[name];
        const value = values[name];
        const fallback = SOCKET_SETTING_DEFAULTS[name];
        const shown =
          typeof fallback === 'boolean'
            ? fallback
              ? requestWords.on
              : requestWords.off
            : String(fallback);
        return (
          <div key={name} className={settingStyles.row}>
            <div className={settingStyles.text}>
              <span className={settingStyles.title}>{title}</span>
              <span className={settingStyles.why}>{why}</span>
            </div>
            <div className={settingStyles.control}>
              {typeof value === 'boolean' ? (
                <input
                  type="checkbox"
                  className={settingStyles.switch}
                  aria-label={title}
                  checked={value}
                  disabled={readOnly}
                  onChange={(event) => set(name, event.target.checked)}
                />
              ) : (
                <input
                  type="number"
                  min={0}
                  className={settingStyles.number}
                  aria-label={title}
                  value={value}
                  readOnly={readOnly}
                  onChange={({ target: { valueAsNumber } }) =>
                    set(
                      name,
                      Number.isFinite(valueAsNumber) ? Math.max(0, valueAsNumber) : undefined,
                    )
                  }
                />
              )}
            </div>
            <div className={settingStyles.default}>
              {content.settings[name] !== undefined && !readOnly ? (
                <button
                  type="button"
                  className={settingStyles.reset}
                  title={requestWords.resetSetting}
                  onClick={() => set(name, undefined)}
                >
                  {requestWords.settingDefault(shown)}
                </button>
              ) : (
                requestWords.settingDefault(shown)
              )}
            </div>
          </div>
        );
      })}
    </div>
  );
}
