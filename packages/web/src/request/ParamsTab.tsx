import type { HttpContent, NodeId } from '@scratchpad/core';
import { KeyValueTable } from '../editors/KeyValueTable.tsx';
import { requestWords as words } from './words.ts';
import styles from './requestTabs.module.css';

/** Query parameters, and the variables of the path when it has any. */
export function ParamsTab({
  id,
  content,
  bulk,
}: {
  readonly id: NodeId;
  readonly content: Pick<HttpContent, 'pathVariables'>;
  readonly bulk: boolean;
}) {
  return (
    <>
      <KeyValueTable owner={{ node: id, table: 'params' }} label={words.queryParams} bulk={bulk} />
      {content.pathVariables.length > 0 && (
        <>
          <h3 className={styles.heading}>{words.pathVariables}</h3>
          <KeyValueTable
            owner={{ node: id, table: 'pathVariables' }}
            label={words.pathVariables}
            kind="path"
          />
        </>
      )}
    </>
  );
}
