import { IconChevronDown, IconChevronRight, IconDots, IconPlus } from '@tabler/icons-react';
import { memo, type CSSProperties, type MouseEvent } from 'react';
import type { NodeId } from '@scratchpad/core';
import { useIsReadOnly, useNodeSummary } from '../app/docHooks.ts';
import { NodeIcon } from './NodeIcon.tsx';
import { PeersAt } from '../shell/PeersAt.tsx';
import { RenameField } from './RenameField.tsx';
import { nameOf } from './treeActions.ts';
import type { TreeSource, VisibleRow } from './visibleRows.ts';
import { sidebarWords as words } from './words.ts';
import styles from './treeRow.module.css';

/** What a row tells the tree. All of them keep their identity. */
export interface RowHandlers {
  readonly onPress: (row: VisibleRow, event: MouseEvent) => void;
  readonly onDoublePress: (row: VisibleRow) => void;
  readonly onToggle: (row: VisibleRow) => void;
  readonly onAdd: (id: NodeId) => void;
  readonly onMenu: (row: VisibleRow, x: number, y: number) => void;
  readonly onRename: (id: NodeId, name: string, refocus: boolean) => void;
}

/** One row of the tree. It listens to its own node alone: another node's new name does not render it. */
export const TreeRow = memo(function TreeRow(props: {
  readonly row: VisibleRow;
  readonly source: TreeSource;
  readonly domId: string;
  readonly top: number;
  readonly count: number | null;
  readonly selected: boolean;
  readonly joinedTop: boolean;
  readonly joinedBottom: boolean;
  readonly active: boolean;
  readonly renaming: boolean;
  readonly dragged: boolean;
  readonly receiving: boolean;
  readonly readOnly: boolean;
  readonly handlers: RowHandlers;
}) {
  const { row, handlers } = props;
  const live = useNodeSummary(row.id as NodeId);
  const node = live ?? props.source.node(row.id);
  const name = row.kind === 'recovered' ? words.recovered : nameOf(node);
  const isDocReadOnly = useIsReadOnly();
  const isContainer = row.kind === 'collection' || row.kind === 'folder';
  const style = { top: props.top, '--level': row.level - 1 } as CSSProperties;

  const stop = (event: MouseEvent) => event.stopPropagation();
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree handles the keys of its rows
    <div
      id={props.domId}
      role="treeitem"
      className={styles.row}
      style={style}
      data-row={row.id}
      data-kind={row.kind}
      data-dragged={props.dragged || undefined}
      data-receiving={props.receiving || undefined}
      data-joined-top={props.joinedTop || undefined}
      data-joined-bottom={props.joinedBottom || undefined}
      tabIndex={props.active ? 0 : -1}
      title={row.kind === 'recovered' ? words.recoveredHint : name}
      aria-level={row.level}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-selected={props.selected}
      aria-expanded={row.expandable ? row.expanded : undefined}
      onClick={(event) => handlers.onPress(row, event)}
      onDoubleClick={() => handlers.onDoublePress(row)}
      onContextMenu={(event) => {
        event.preventDefault();
        handlers.onMenu(row, event.clientX, event.clientY);
      }}
    >
      {row.level > 1 && <span className={styles.guides} aria-hidden />}
      {row.expandable ? (
        // Not a stop of the keyboard: the arrows open and close.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- see above
        <span
          className={styles.twisty}
          data-twisty
          onClick={(event) => {
            event.stopPropagation();
            handlers.onToggle(row);
          }}
          onDoubleClick={stop}
        >
          {row.expanded ? (
            <IconChevronDown size={14} stroke={2} aria-hidden />
          ) : (
            <IconChevronRight size={14} stroke={2} aria-hidden />
          )}
        </span>
      ) : (
        <span className={styles.twisty} />
      )}
      {/* The space parts method and name for assistive tools, which name the row by its content. */}
      <NodeIcon kind={row.kind} method={node?.method ?? ''} />{' '}
      {props.renaming ? (
        <RenameField
          name={name}
          onDone={(next, refocus) => handlers.onRename(row.id as NodeId, next, refocus)}
        />
      ) : (
        <>
          <span className={styles.name}>{name}</span>
          <PeersAt id={row.id} />
          {props.count !== null && (
            <span className={styles.count} aria-hidden>
              {props.count}
            </span>
          )}
          {!props.readOnly && row.kind !== 'recovered' && (
            <span className={styles.actions} aria-hidden>
              {isContainer && !isDocReadOnly && (
                <button
                  type="button"
                  tabIndex={-1}
                  className={styles.action}
                  aria-label={words.addRequestTo(name)}
                  title={words.addRequest}
                  onClick={(event) => {
                    stop(event);
                    handlers.onAdd(row.id as NodeId);
                  }}
                  onDoubleClick={stop}
                >
                  <IconPlus size={14} stroke={2} aria-hidden />
                </button>
              )}
              <button
                type="button"
                tabIndex={-1}
                className={styles.action}
                aria-label={words.moreOf(name)}
                title={words.more}
                onClick={(event) => {
                  stop(event);
                  const { right, bottom } = event.currentTarget.getBoundingClientRect();
                  handlers.onMenu(row, right, bottom);
                }}
                onDoubleClick={stop}
              >
                <IconDots size={14} stroke={2} aria-hidden />
              </button>
            </span>
          )}
        </>
      )}
    </div>
  );
});
