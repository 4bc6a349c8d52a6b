import { Portal } from '@mantine/core';
import type { NodeId } from '@scratchpad/core';
import { NodeChip } from './NodeIcon.tsx';
import { nameOf } from './treeActions.ts';
import type { TreeDrag } from './useTreeDrag.ts';
import type { TreeSource } from './visibleRows.ts';
import { sidebarWords as words } from './words.ts';
import styles from './tree.module.css';

/** The chip that follows the pointer. */
export function DragChip({
  drag,
  source,
}: {
  readonly drag: TreeDrag;
  readonly source: TreeSource;
}) {
  const node = source.node(drag.ids[0] as NodeId);
  if (!node) return null;
  return (
    <Portal>
      <div className={styles.chip} style={{ left: drag.x + 12, top: drag.y + 8 }} aria-hidden>
        {drag.ids.length === 1 ? (
          <NodeChip node={node} name={nameOf(node)} />
        ) : (
          words.items(drag.ids.length)
        )}
      </div>
    </Portal>
  );
}

/** The line where a drop would go, with a ring at its level. */
export function DropLine({
  drag,
  rowHeight,
}: {
  readonly drag: TreeDrag;
  readonly rowHeight: number;
}) {
  const { target } = drag;
  if (!target || target.into !== null) return null;
  return (
    <div
      className={styles.dropLine}
      style={{ top: target.line * rowHeight, left: 20 + (target.level - 1) * 14 }}
      data-drop-line
      aria-hidden
    />
  );
}
