import { Menu } from '@mantine/core';
import {
  IconBraces,
  IconCircle,
  IconCircleCheckFilled,
  IconDots,
  IconPlus,
  IconWorld,
} from '@tabler/icons-react';
import {
  createEnvs,
  deleteItems,
  duplicateEnv,
  type EnvId,
  renameEnv,
  restoreBatch,
} from '@scratchpad/core';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useEnvironments, useTopic } from '../app/docHooks.ts';
import { keysOf } from '../app/shortcuts.ts';
import { openTab, type TabTarget, useActiveTarget } from '../app/tabs.ts';
import { showToast } from '../app/toasts.tsx';
import { tryExport } from '../app/tryExport.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { deletedMessage } from './deletedMessage.tsx';
import { RenameField } from './RenameField.tsx';
import { SidebarHead } from './SidebarHead.tsx';
import { sidebarWords as words } from './words.ts';
import styles from './environments.module.css';
import tree from './tree.module.css';

const ICON = { size: 15, stroke: 1.75, 'aria-hidden': true } as const;

/** The panel of environments: the globals first, then each environment with the mark that makes it the active one. */
export function EnvironmentsPanel() {
  const store = useDocStore();
  const environments = useEnvironments();
  const [query, setQuery] = useState('');
  const [renaming, setRenaming] = useState<EnvId | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const needle = query.trim().toLowerCase();
  const nameOf = (id: EnvId) => store.index.env(id)?.name ?? '';
  // Names are part of the order's topic: a rename renders the list again.
  const shown = environments.filter((id) => nameOf(id).toLowerCase().includes(needle));

  const focusRow = (at: number) => {
    const rows = list.current?.querySelectorAll<HTMLElement>('[role="treeitem"]');
    rows?.[Math.max(0, Math.min(rows.length - 1, at))]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const rows = [...(list.current?.querySelectorAll('[role="treeitem"]') ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    if (event.key === 'ArrowDown') focusRow(at + 1);
    else if (event.key === 'ArrowUp') focusRow(at - 1);
    else if (event.key === 'Home') focusRow(0);
    else if (event.key === 'End') focusRow(rows.length - 1);
    else return;
    event.preventDefault();
  };
  const create = () => {
    const [id] = createEnvs(store, [{ name: words.newEnvironmentName, variables: [] }]);
    if (!id) return;
    openTab({ kind: 'environment', id }, { keep: true });
    setRenaming(id);
  };
  return (
    <section className={tree.panel} aria-label={words.environments}>
      <SidebarHead
        label={words.filterEnvironments}
        value={query}
        onChange={setQuery}
        onLeaveDown={() => focusRow(0)}
      >
        {store.readOnlyReason === null && (
          <IconButton label={words.new} onClick={create}>
            <IconPlus size={16} stroke={1.75} aria-hidden />
          </IconButton>
        )}
      </SidebarHead>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its rows take the focus */}
      <div
        ref={list}
        role="tree"
        aria-label={words.environments}
        className={styles.list}
        onKeyDown={onKeyDown}
      >
        <Row target={GLOBALS} name={words.globals} icon={<IconWorld {...ICON} />} first />
        {shown.map((id) => (
          <EnvironmentRow
            key={id}
            id={id}
            renaming={renaming === id}
            onRename={() => setRenaming(id)}
            onRenamed={(name, refocus) => {
              setRenaming(null);
              if (name.trim() !== '') renameEnv(store, id, name.trim());
              if (refocus) setTimeout(() => document.getElementById(`env-${id}`)?.focus());
            }}
          />
        ))}
      </div>
      {environments.length === 0 && (
        <p className={tree.empty}>
          <strong>{words.emptyEnvironmentsTitle}</strong>
          {words.emptyEnvironmentsBody}
        </p>
      )}
      {environments.length > 0 && shown.length === 0 && (
        <p className={tree.empty}>{words.noMatch(query.trim())}</p>
      )}
    </section>
  );
}

const GLOBALS: TabTarget = { kind: 'globals' };

function EnvironmentRow(props: {
  readonly id: EnvId;
  readonly renaming: boolean;
  readonly onRename: () => void;
  readonly onRenamed: (name: string, refocus: boolean) => void;
}) {
  const { id } = props;
  const store = useDocStore();
  const name = useTopic(`env:${id}`, (index) => index.env(id)?.name ?? '');
  const [active, setActive] = useActiveEnvironment();
  const isActive = active === id;

  const remove = () => {
    const { batch, count } = deleteItems(store, [], [id]);
    showToast({
      message: deletedMessage(name, count, 0),
      action: { label: words.undo, onClick: () => restoreBatch(store, batch) },
    });
  };
  const duplicate = () => {
    const copy = duplicateEnv(store, id);
    if (copy) openTab({ kind: 'environment', id: copy }, { keep: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F2') props.onRename();
    else if (event.key === 'Delete') remove();
    else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey)) duplicate();
    else return;
    event.preventDefault();
  };
  return (
    <Row
      target={{ kind: 'environment', id }}
      name={name}
      icon={<IconBraces {...ICON} />}
      active={isActive}
      onKeyDown={onKeyDown}
      {...(props.renaming && { field: <RenameField name={name} onDone={props.onRenamed} /> })}
    >
      <Menu position="bottom-end" width={200} offset={4}>
        <Menu.Target>
          <button
            type="button"
            tabIndex={-1}
            className={styles.action}
            aria-label={words.moreOf(name)}
          >
            <IconDots size={14} stroke={2} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setActive(isActive ? null : id)}>
            {isActive ? words.deactivate(name) : words.activate(name)}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            rightSection={<Kbd>{keysOf('rename')}</Kbd>}
            onClick={() => setTimeout(props.onRename)}
          >
            {words.rename}
          </Menu.Item>
          <Menu.Item rightSection={<Kbd>{keysOf('duplicate')}</Kbd>} onClick={duplicate}>
            {words.duplicate}
          </Menu.Item>
          <Menu.Item
            onClick={() => tryExport(({ exportEnvironment }) => exportEnvironment(store, id))}
          >
            {words.export}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item rightSection={<Kbd>{keysOf('delete')}</Kbd>} onClick={remove}>
            {words.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <button
        type="button"
        tabIndex={-1}
        className={styles.mark}
        aria-label={isActive ? words.deactivate(name) : words.activate(name)}
        aria-pressed={isActive}
        onClick={(event) => {
          event.stopPropagation();
          setActive(isActive ? null : id);
        }}
      >
        {isActive ? (
          <IconCircleCheckFilled size={16} aria-hidden />
        ) : (
          <IconCircle size={16} stroke={1.75} aria-hidden />
        )}
      </button>
    </Row>
  );
}

/** One row. Pressing it opens its page; double click and Enter keep the tab. */
function Row(props: {
  readonly target: TabTarget;
  readonly name: string;
  readonly icon: ReactNode;
  readonly first?: boolean;
  readonly active?: boolean;
  readonly field?: ReactNode;
  readonly children?: ReactNode;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}) {
  const { target, name } = props;
  const shown = useActiveTarget();
  const isShown =
    shown?.kind === target.kind && (!('id' in target) || ('id' in shown && shown.id === target.id));
  return (
    <div
      id={'id' in target ? `env-${target.id}` : 'env-globals'}
      role="treeitem"
      className={styles.row}
      aria-level={1}
      aria-selected={isShown}
      tabIndex={isShown || (props.first && shown?.kind !== 'environment') ? 0 : -1}
      onClick={() => openTab(target)}
      onDoubleClick={() => openTab(target, { keep: true })}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter') openTab(target, { keep: true });
        else if (event.key === ' ') openTab(target);
        else {
          props.onKeyDown?.(event);
          return;
        }
        event.preventDefault();
      }}
    >
      <span className={styles.icon}>{props.icon}</span>
      {props.field ?? (
        <>
          <span className={styles.name} data-active={props.active || undefined}>
            {name}
            {props.active && <span className="sp-visually-hidden">, {words.active}</span>}
          </span>
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- only keeps a press on the buttons inside from opening the row */}
          <span className={styles.actions} aria-hidden onClick={(event) => event.stopPropagation()}>
            {props.children}
          </span>
        </>
      )}
    </div>
  );
}
