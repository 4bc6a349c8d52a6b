import type { NodeId } from '@scratchpad/core';
import { CodeEditor } from '../editors/CodeEditor.tsx';
import { requestWords as words } from './words.ts';
import styles from './requestTabs.module.css';

/** The scripts of a request or group as they are stored; this version keeps and exports them, and runs none. */
export function ScriptsTab({ id }: { readonly id: NodeId }) {
  return (
    <div className={styles.scripts}>
      <p className={styles.scriptsNote}>{words.scriptsNote}</p>
      <div className={styles.scriptPanes}>
        <section className={styles.scriptPane}>
          <h3>{words.preRequest}</h3>
          <div>
            <CodeEditor
              source={{ node: id, text: 'preRequest' }}
              language="javascript"
              label={words.preRequest}
            />
          </div>
        </section>
        <section className={styles.scriptPane}>
          <h3>{words.test}</h3>
          <div>
            <CodeEditor
              source={{ node: id, text: 'test' }}
              language="javascript"
              label={words.test}
            />
          </div>
        </section>
      </div>
    </div>
  );
}
