import {
  IconBraces,
  IconCircle,
  IconCircleCheckFilled,
  IconDots,
  IconWorld,
} from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import type { EnvId } from '@scratchpad/core';
import { useTopic } from '../app/docHooks.ts';
import { RenameField } from './RenameField.tsx';
import { sidebarWords as words } from './words.ts';
import styles from './environments.module.css';

/** Stands for the globals among the ids of environments. */
export const GLOBALS = 'globals';
export type EnvironmentRowId = EnvId | typeof GLOBALS;

const ICON = { size: 15, stroke: 1.75, 'aria-hidden': true } as const;

/** One environment, or the globals. The mark at the right says whether it is in use, and a click on it changes that. */
export function EnvironmentRow(props: {
  readonly id: EnvironmentRowId;
  readonly position: number;
  readonly siblings: number;
  readonly tabStop: boolean;
  readonly selected: boolean;
  readonly inUse: boolean;
  readonly renaming: boolean;
  readonly onFocus: () => void;
  readonly onOpen: (keep: boolean) => void;
  readonly onUse: () => void;
  readonly onMenu: (x: number, y: number) => void;
  readonly onRename: (name: string, refocus: boolean) => void;
}) {
  const { id, inUse } = props;
  const isGlobals = id === GLOBALS;
  const own = useTopic(`env:${id}`, (index) => index.env(id)?.name);
  const name = isGlobals ? words.globals : own || words.untitled;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree handles the keys of its rows
    <div
      role="treeitem"
      className={styles.row}
      data-row={id}
      tabIndex={props.tabStop ? 0 : -1}
      title={name}
      aria-level={1}
      aria-setsize={props.siblings}
      aria-posinset={props.position}
      aria-selected={props.selected}
      onFocus={props.onFocus}
      onClick={() => props.onOpen(false)}
      onDoubleClick={() => props.onOpen(true)}
      onContextMenu={(event) => {
        event.preventDefault();
        props.onMenu(event.clientX, event.clientY);
      }}
    >
      <span className={styles.icon}>
        {isGlobals ? <IconWorld {...ICON} /> : <IconBraces {...ICON} />}
      </span>
      {props.renaming ? (
        <RenameField name={name} onDone={props.onRename} />
      ) : (
        <>
          <span className={styles.name} data-active={inUse || undefined}>
            {name}
            {inUse && <span className="sp-visually-hidden">, {words.active}</span>}
          </span>
          {/* Not stops of the keyboard, which has the menu. */}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- only keeps a press on the buttons inside from opening the row */}
          <span
            className={styles.actions}
            aria-hidden
            onClick={stop}
            onDoubleClick={stop}
            onContextMenu={stop}
          >
            <button
              type="button"
              tabIndex={-1}
              className={styles.action}
              aria-label={words.moreOf(name)}
              title={words.more}
              onClick={(event) => {
                const { left, bottom } = event.currentTarget.getBoundingClientRect();
                props.onMenu(left, bottom);
              }}
            >
              <IconDots size={14} stroke={2} aria-hidden />
            </button>
            {!isGlobals && (
              <button
                type="button"
                tabIndex={-1}
                className={styles.mark}
                aria-label={inUse ? words.deactivate(name) : words.activate(name)}
                title={inUse ? words.deactivate(name) : words.activate(name)}
                aria-pressed={inUse}
                onClick={props.onUse}
              >
                {inUse ? (
                  <IconCircleCheckFilled size={16} aria-hidden />
                ) : (
                  <IconCircle size={16} stroke={1.75} aria-hidden />
                )}
              </button>
            )}
          </span>
        </>
      )}
    </div>
  );
}

function stop(event: MouseEvent): void {
  event.stopPropagation();
}
