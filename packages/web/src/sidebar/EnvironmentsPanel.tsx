import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { EnvId } from '@scratchpad/core';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useEnvironments } from '../app/docHooks.ts';
import { showToast } from '../app/toasts.tsx';
import { matchesKeys } from '../app/shortcuts.ts';
import { useActiveTarget } from '../app/tabs.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { EnvironmentMenu, type OpenEnvironmentMenu } from './EnvironmentMenu.tsx';
import { EnvironmentRow, GLOBALS, type EnvironmentRowId } from './EnvironmentRow.tsx';
import { createEnvironmentActions } from './environmentActions.ts';
import { SidebarHead } from './SidebarHead.tsx';
import { TypeAhead } from './typeAhead.ts';
import { sidebarWords as words } from './words.ts';
import styles from './environments.module.css';
import tree from './tree.module.css';

/** The panel of environments: the globals, then every environment; the mark says which is in use. */
export function EnvironmentsPanel() {
  const store = useDocStore();
  const environments = useEnvironments();
  const [inUse, setInUse] = useActiveEnvironment();
  const target = useActiveTarget();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState<EnvironmentRowId>(GLOBALS);
  const [renaming, setRenaming] = useState<EnvId | null>(null);
  const [menu, setMenu] = useState<OpenEnvironmentMenu | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const typeAhead = useRef(new TypeAhead());
  const actions = useMemo(() => createEnvironmentActions(store), [store]);

  const shown = useMemo(() => {
    const wanted = query.trim().toLowerCase();
    const nameAt = (id: EnvironmentRowId) =>
      id === GLOBALS ? words.globals : (store.index.env(id)?.name ?? '');
    const all: readonly EnvironmentRowId[] = [GLOBALS, ...environments];
    return all.filter((id) => nameAt(id).toLowerCase().includes(wanted));
  }, [store, environments, query]);
  const opened =
    target?.kind === 'globals' ? GLOBALS : target?.kind === 'environment' ? target.id : null;
  const stop = shown.includes(active) ? active : shown[0];

  /** Moves the keyboard to a row once it is there. */
  const [wantsFocus, setWantsFocus] = useState<EnvironmentRowId | null>(null);
  const answered = useRef<EnvironmentRowId | null>(null);
  useEffect(() => {
    if (wantsFocus === null || answered.current === wantsFocus) return;
    answered.current = wantsFocus;
    list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wantsFocus)}"]`)?.focus();
  });
  const focusRow = (id: EnvironmentRowId) => {
    answered.current = null;
    setActive(id);
    setWantsFocus(id);
  };

  /** Makes an environment; its name is typed at once. */
  const add = () => {
    const id = actions.add();
    if (id === undefined) return;
    setQuery('');
    setActive(id);
    setRenaming(id);
  };
  const duplicate = (id: EnvId) => {
    const copy = actions.duplicate(id);
    if (copy) focusRow(copy);
  };
  const remove = (id: EnvId) => {
    const at = shown.indexOf(id);
    if (actions.remove(id)) focusRow(shown[at + 1] ?? shown[at - 1] ?? GLOBALS);
  };
  const openMenu = (id: EnvironmentRowId, x: number, y: number) => {
    setActive(id);
    setMenu({ id, name: id === GLOBALS ? words.globals : (store.index.env(id)?.name ?? ''), x, y });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || stop === undefined) return;
    const at = shown.indexOf(stop);
    const id = stop === GLOBALS ? null : stop;
    const walked = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[
      event.key
    ];
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (walked !== undefined && plain) {
      const next = shown[walked];
      if (next) focusRow(next);
    } else if (event.key === 'Enter' && plain) actions.open(stop, true);
    else if (event.key === ' ' && !typeAhead.current.isTyping) actions.open(stop, false);
    else if (event.key === 'F2' && id) {
      if (store.readOnlyReason === null) setRenaming(id);
      else showToast({ message: store.readOnlyReason });
    } else if (event.key === 'Delete' && id) remove(id);
    else if (matchesKeys(event.nativeEvent, 'Mod+D') && id) duplicate(id);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const box = (event.target as HTMLElement).getBoundingClientRect();
      openMenu(stop, box.left + 40, box.bottom);
    } else if (event.key.length === 1 && plain) {
      const found =
        shown[
          typeAhead.current.find(event.key, shown.length, at, (i) => {
            const row = shown[i];
            return row === undefined || row === GLOBALS
              ? words.globals
              : (store.index.env(row)?.name ?? '');
          })
        ];
      if (found) focusRow(found);
    } else return;
    event.preventDefault();
  };

  return (
    <section className={tree.panel} aria-label={words.environments}>
      <SidebarHead
        label={words.filterEnvironments}
        value={query}
        onChange={setQuery}
        onLeaveDown={() => shown[0] && focusRow(shown[0])}
      >
        {store.readOnlyReason === null && (
          <IconButton label={words.new} onClick={add}>
            <IconPlus size={16} stroke={1.75} aria-hidden />
          </IconButton>
        )}
      </SidebarHead>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its rows take the focus, one of them by Tab */}
      <div
        ref={list}
        role="tree"
        className={styles.list}
        aria-label={words.environments}
        onKeyDown={onKeyDown}
      >
        {shown.map((id, i) => (
          <EnvironmentRow
            key={id}
            id={id}
            position={i + 1}
            siblings={shown.length}
            tabStop={id === stop}
            selected={id === opened}
            inUse={id === inUse}
            renaming={id === renaming}
            onFocus={() => setActive(id)}
            onOpen={(keep) => actions.open(id, keep)}
            onUse={() => {
              if (id !== GLOBALS) setInUse(id === inUse ? null : id);
            }}
            onMenu={(x, y) => openMenu(id, x, y)}
            onRename={(name, refocus) => {
              setRenaming(null);
              if (id !== GLOBALS) actions.rename(id, name);
              if (refocus) focusRow(id);
            }}
          />
        ))}
      </div>
      {shown.length === 0 && <p className={tree.empty}>{words.noMatch(query.trim())}</p>}
      {environments.length === 0 && query === '' && (
        <p className={tree.empty}>
          <strong>{words.emptyEnvironmentsTitle}</strong>
          {words.emptyEnvironmentsBody}
        </p>
      )}
      <EnvironmentMenu
        menu={menu}
        inUse={menu !== null && menu.id === inUse}
        onOpen={(id) => actions.open(id, true)}
        onUse={(id) => setInUse(id === inUse ? null : id)}
        onRename={setRenaming}
        onDuplicate={duplicate}
        onExport={actions.exportFile}
        onRemove={remove}
        onClose={(refocus) => {
          setMenu(null);
          if (refocus && menu) focusRow(menu.id);
        }}
      />
    </section>
  );
}
