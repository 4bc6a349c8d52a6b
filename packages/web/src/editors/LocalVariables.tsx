import { addRows, localVariableId, localVariables, type RowOwner } from '@scratchpad/core';
import { IconPin, IconTrash } from '@tabler/icons-react';
import { useDocStore } from '../app/docHooks.ts';
import { useCurrentValues, useServices } from '../app/services.ts';
import type { ValueOwner } from '../storage/currentValues.ts';
import { useRows } from './useRows.ts';
import { editorWords as words } from './words.ts';
import styles from './localVariables.module.css';

/** Variables that scripts made: their values are on this device only, and no document knows their names. */
export function LocalVariables(props: {
  readonly owner: RowOwner;
  readonly valueOwner: ValueOwner;
}) {
  const { owner, valueOwner } = props;
  const store = useDocStore();
  const { currentValues } = useServices();
  const known = new Set(useRows(owner).map(({ key }) => key));
  const local = localVariables(useCurrentValues(valueOwner)).filter(([key]) => !known.has(key));
  if (local.length === 0) return null;
  const remove = (key: string) => currentValues.set(valueOwner, localVariableId(key), undefined);
  return (
    <section className={styles.root} aria-labelledby="local-variables">
      <h3 id="local-variables">{words.localVariables}</h3>
      <p>{words.localVariablesWhy}</p>
      <ul>
        {local.map(([key, value]) => (
          <li key={key}>
            <span className={styles.key}>{key}</span>
            <input
              className={styles.value}
              aria-label={words.localValue(key)}
              value={value}
              spellCheck={false}
              onChange={(event) =>
                currentValues.set(valueOwner, localVariableId(key), event.target.value)
              }
            />
            <button
              type="button"
              aria-label={words.addToDocument(key)}
              title={words.addToDocument(key)}
              onClick={() => {
                const [row] = addRows(store, owner, [{ key }]);
                if (row) currentValues.set(valueOwner, row, value);
                remove(key);
              }}
            >
              <IconPin size={14} stroke={2} aria-hidden />
            </button>
            <button
              type="button"
              aria-label={words.remove(key)}
              title={words.remove(key)}
              onClick={() => remove(key)}
            >
              <IconTrash size={14} stroke={2} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
