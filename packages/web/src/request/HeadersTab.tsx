import {
  type AutomaticHeader,
  type HttpContent,
  isJsonObject,
  type JsonObject,
  type NodeId,
  setSetting,
} from '@scratchpad/core';
import { useDocStore } from '../app/docHooks.ts';
import { KeyValueTable } from '../editors/KeyValueTable.tsx';
import { useViewState } from './viewState.ts';
import { requestWords as words } from './words.ts';
import styles from './requestTabs.module.css';

/** The headers of a request, and beside them those it gets without asking. */
export function HeadersTab(props: {
  readonly id: NodeId;
  readonly content: HttpContent;
  readonly automatic: readonly AutomaticHeader[];
  readonly bulk: boolean;
}) {
  const [shown, setShown] = useViewState(`automatic-headers`, true);
  const store = useDocStore();
  const toggle = (name: string, on: boolean) => {
    const stored = props.content.settings['disabledSystemHeaders'];
    const off: JsonObject = { ...(isJsonObject(stored) ? stored : {}) };
    if (on) delete off[name.toLowerCase()];
    else off[name.toLowerCase()] = true;
    setSetting(
      store,
      props.id,
      'disabledSystemHeaders',
      Object.keys(off).length > 0 ? off : undefined,
    );
  };
  return (
    <>
      <KeyValueTable
        owner={{ node: props.id, table: 'headers' }}
        label={words.headersTable}
        kind="headers"
        bulk={props.bulk}
      />
      <div className={styles.automaticBar}>
        <button
          type="button"
          className="sp-link"
          aria-expanded={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? words.hideAutomatic : words.showAutomatic(props.automatic.length)}
        </button>
      </div>
      {shown && (
        <table className={styles.automatic} aria-label={words.automaticHeaders}>
          <tbody>
            {props.automatic.map((header, i) => (
              <tr key={`${header.name}${i}`} data-off={header.off !== null || undefined}>
                <td>
                  <input
                    type="checkbox"
                    className="sp-check"
                    checked={header.off === null}
                    disabled={
                      store.readOnlyReason !== null ||
                      !header.canSwitchOff ||
                      header.off === 'overridden'
                    }
                    aria-label={words.switchOff(header.name)}
                    onChange={(event) => toggle(header.name, event.target.checked)}
                  />
                </td>
                <td>{header.name}</td>
                <td>
                  {header.value ?? <span className={styles.calculated}>{words.atSending}</span>}
                </td>
                <td>{header.off === 'overridden' ? words.overridden : header.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
