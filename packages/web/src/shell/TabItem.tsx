import { Menu, Tooltip } from '@mantine/core';
import {
  IconBook2,
  IconBookmark,
  IconBox,
  IconBraces,
  IconFolder,
  IconHistory,
  IconPlayerPlay,
  IconSearch,
  IconSettings,
  IconTrash,
  IconWorld,
  IconX,
} from '@tabler/icons-react';
import { DRAFTS, type NodeId } from '@scratchpad/core';
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useDocStore, useNodeSummary, useTopic, useTree } from '../app/docHooks.ts';
import { getLiveTabs, useLiveTabs } from '../app/liveTabs.ts';
import { closeTabsAndDrafts } from '../app/closeTabs.ts';
import { keysOf } from '../app/shortcuts.ts';
import { keepTab, moveTab, parsePath, stepTab, type Tab, type TabTarget } from '../app/tabs.ts';
import { appWords } from '../app/words.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import { PeersAt } from './PeersAt.tsx';
import { tabName } from './tabName.ts';
import styles from './tabBar.module.css';

const ICON = { size: 15, stroke: 1.75, 'aria-hidden': true } as const;
const DRAG_TYPE = 'application/x-scratchpad-tab';

/** The mark before a tab's name. */
export function TabIcon({ target }: { readonly target: TabTarget }) {
  switch (target.kind) {
    case 'request':
      return <RequestIcon id={target.id} />;
    case 'collection':
      return <IconBox {...ICON} />;
    case 'folder':
      return <IconFolder {...ICON} />;
    case 'example':
      return <IconBookmark {...ICON} />;
    case 'environment':
      return <IconBraces {...ICON} />;
    case 'globals':
      return <IconWorld {...ICON} />;
    case 'history':
      return <IconHistory {...ICON} />;
    case 'trash':
      return <IconTrash {...ICON} />;
    case 'find':
      return <IconSearch {...ICON} />;
    case 'settings':
      return <IconSettings {...ICON} />;
    case 'docs':
      return <IconBook2 {...ICON} />;
    case 'run':
    case 'runner':
      return <IconPlayerPlay {...ICON} />;
  }
}

function RequestIcon({ id }: { readonly id: NodeId }) {
  const node = useNodeSummary(id);
  return <MethodLabel kind={node?.kind ?? 'http'} method={node?.method ?? ''} short />;
}

/** What a target is called. */
function useTabName(target: TabTarget): string {
  const id = 'id' in target ? target.id : '';
  return useTopic(target.kind === 'environment' ? `env:${id}` : `node:${id}`, (index) =>
    tabName(index, target),
  );
}

/** See {@link useTabName}. */
export function TabName({ target }: { readonly target: TabTarget }) {
  return <>{useTabName(target)}</>;
}

/** One tab. */
export function TabItem(props: {
  readonly tab: Tab;
  readonly active: boolean;
  readonly focusable: boolean;
}) {
  const { path } = props.tab;
  const target = useMemo(() => parsePath(path), [path]);
  return target && <TargetTab {...props} target={target} />;
}

function TargetTab(props: {
  readonly tab: Tab;
  readonly target: TabTarget;
  readonly active: boolean;
  readonly focusable: boolean;
}) {
  const { tab, target } = props;
  const { path } = tab;
  const name = useTabName(target);
  const store = useDocStore();
  const { places } = useTree();
  const isDraft = target.kind === 'request' && places.get(target.id) === DRAFTS;
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null);
  const [drop, setDrop] = useState<'before' | 'after' | null>(null);
  useKeepOnEdit(tab, target);

  const close = () => closeTabsAndDrafts(store, [path]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') stepTab(1, getLiveTabs(store.index));
    else if (event.key === 'ArrowLeft') stepTab(-1, getLiveTabs(store.index));
    else if (event.key === 'Delete') close();
    else if (event.key === 'Enter' || event.key === ' ') keepTab(path);
    else if (event.key === 'F10' && event.shiftKey) {
      const box = event.currentTarget.getBoundingClientRect();
      setMenuAt({ x: box.left, y: box.bottom });
    } else return;
    event.preventDefault();
  };
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    setMenuAt({ x: event.clientX, y: event.clientY });
  };
  const isTab = (event: DragEvent) => event.dataTransfer.types.includes(DRAG_TYPE);
  return (
    <div
      className={styles.tab}
      data-active={props.active || undefined}
      data-preview={tab.preview || undefined}
      data-drop={drop ?? undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAG_TYPE, path);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        if (!isTab(event)) return;
        event.preventDefault();
        setDrop(sideOf(event));
      }}
      onDragLeave={() => setDrop(null)}
      onDrop={(event) => {
        setDrop(null);
        if (!isTab(event)) return;
        event.preventDefault();
        moveTab(event.dataTransfer.getData(DRAG_TYPE), sideOf(event), path);
      }}
    >
      <button
        type="button"
        role="tab"
        aria-selected={props.active}
        className={styles.name}
        title={name}
        tabIndex={props.focusable ? 0 : -1}
        onClick={() => navigate(path)}
        onDoubleClick={() => keepTab(path)}
        onAuxClick={(event) => {
          if (event.button === 1) close();
        }}
        onContextMenu={onContextMenu}
        onKeyDown={onKeyDown}
      >
        <TabIcon target={target} /> <span className={styles.text}>{name}</span>
        {'id' in target && <PeersAt id={target.id} />}
      </button>
      {isDraft && <span className={styles.draft} aria-hidden="true" />}
      <Tooltip label={`${appWords.closeTab(name)} (${keysOf('closeTab')})`}>
        <button
          type="button"
          className={styles.close}
          aria-label={appWords.closeTab(name)}
          // A mark for the mouse: the keyboard closes with Delete or the shortcut, and a tablist may hold tabs only.
          aria-hidden
          tabIndex={-1}
          onClick={close}
        >
          <IconX size={14} stroke={2} aria-hidden />
        </button>
      </Tooltip>
      {menuAt && <TabMenu path={path} at={menuAt} onClose={() => setMenuAt(null)} />}
    </div>
  );
}

/** Which edge of a tab the pointer is nearer to. */
function sideOf(event: DragEvent): 'before' | 'after' {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return event.clientX < left + width / 2 ? 'before' : 'after';
}

/** A preview that is edited stays. */
function useKeepOnEdit(tab: Tab, target: TabTarget): void {
  const { index } = useDocStore();
  useEffect(() => {
    if (!tab.preview || !('id' in target)) return;
    const keep = () => keepTab(tab.path);
    const topics =
      target.kind === 'environment'
        ? ([`env:${target.id}`] as const)
        : ([`node:${target.id}`, `text:${target.id}`] as const);
    const stops = topics.map((topic) => index.subscribe(topic, keep));
    return () => stops.forEach((stop) => stop());
  }, [index, tab.path, tab.preview, target]);
}

function TabMenu(props: {
  readonly path: string;
  readonly at: { x: number; y: number };
  readonly onClose: () => void;
}) {
  const store = useDocStore();
  const tabs = useLiveTabs();
  const others = tabs.filter((tab) => tab.path !== props.path).map((tab) => tab.path);
  return (
    <Menu opened onClose={props.onClose} position="bottom-start" width={220}>
      <Menu.Target>
        <button
          type="button"
          aria-hidden
          tabIndex={-1}
          className={styles.anchor}
          style={{ left: props.at.x, top: props.at.y }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => keepTab(props.path)}>Keep open</Menu.Item>
        <Menu.Divider />
        <Menu.Item
          rightSection={<Kbd>{keysOf('closeTab')}</Kbd>}
          onClick={() => closeTabsAndDrafts(store, [props.path])}
        >
          Close
        </Menu.Item>
        <Menu.Item disabled={others.length === 0} onClick={() => closeTabsAndDrafts(store, others)}>
          Close others
        </Menu.Item>
        <Menu.Item onClick={() => closeTabsAndDrafts(store, [props.path, ...others])}>
          Close all
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
