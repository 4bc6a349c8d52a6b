import { IconBookmark, IconBox, IconFolder, IconFolderQuestion } from '@tabler/icons-react';
import type { NodeSummary } from '@scratchpad/core';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import type { VisibleRow } from './visibleRows.ts';
import styles from './treeRow.module.css';

/** What stands before a name in the tree: the icon of its kind, or its method in a column of 38 px. */
export function NodeIcon(props: { readonly kind: VisibleRow['kind']; readonly method: string }) {
  switch (props.kind) {
    case 'collection':
      return <IconBox size={15} stroke={1.75} aria-hidden className={styles.icon} />;
    case 'folder':
      return <IconFolder size={15} stroke={1.75} aria-hidden className={styles.icon} />;
    case 'example':
      return <IconBookmark size={15} stroke={1.75} aria-hidden className={styles.icon} />;
    case 'recovered':
      return <IconFolderQuestion size={15} stroke={1.75} aria-hidden className={styles.icon} />;
    case 'http':
    case 'ws':
      return (
        <span className={styles.methodColumn}>
          <MethodLabel kind={props.kind} method={props.method} short />
        </span>
      );
  }
}

/** What a person sees of a node while it is dragged. */
export function NodeChip({ node, name }: { readonly node: NodeSummary; readonly name: string }) {
  return (
    <>
      <NodeIcon kind={node.kind} method={node.method} />
      {name}
    </>
  );
}
