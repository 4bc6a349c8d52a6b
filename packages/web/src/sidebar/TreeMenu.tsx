import { Menu } from '@mantine/core';
import {
  IconArrowRight,
  IconBook2,
  IconCopy,
  IconFileExport,
  IconFileImport,
  IconFolderPlus,
  IconNote,
  IconPencil,
  IconPlugConnected,
  IconPlayerPlay,
  IconPlus,
  IconSearch,
  IconTrash,
} from '@tabler/icons-react';
import type { NodeId, NodeKind } from '@scratchpad/core';
import { useEffect, useRef, useState } from 'react';
import { useIsReadOnly } from '../app/docHooks.ts';
import { useDocumentId } from '../app/documentPath.ts';
import { setOverlay } from '../app/overlays.ts';
import { keysOf } from '../app/shortcuts.ts';
import { openFind } from '../find/openFind.ts';
import { openTab } from '../app/tabs.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { useAccounts } from '../workspaces/accounts.ts';
import { collectionFormats } from '../import/exportFormats.ts';
import type { TreeActions } from './treeActions.ts';
import { sidebarWords as words } from './words.ts';
import styles from './tree.module.css';

/** Which nodes a menu is for, and where it stands. */
export interface OpenMenu {
  /** The row it was opened on. */
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly name: string;
  /** All that it acts on, the row among them. */
  readonly ids: readonly NodeId[];
  readonly x: number;
  readonly y: number;
}

const icon = { size: 16, stroke: 1.75 } as const;

/** The menu of a row, opened by right click, Shift F10 or its button. */
export function TreeMenu(props: {
  readonly menu: OpenMenu | null;
  readonly actions: TreeActions;
  readonly onRemove: (ids: readonly NodeId[]) => void;
  readonly onClose: (refocus: boolean) => void;
}) {
  const { menu, actions, onClose } = props;
  const isReadOnly = useIsReadOnly();
  // The last one stays while the menu fades.
  const [shown, setShown] = useState(menu);
  if (menu && menu !== shown) setShown(menu);
  // Renaming takes the keyboard itself.
  const keepsFocus = useRef(false);
  useEffect(() => {
    if (menu) keepsFocus.current = false;
  }, [menu]);
  if (!shown) return null;
  const { id, kind, name, ids, x, y } = shown;
  const single = ids.length === 1;
  const isContainer = kind === 'collection' || kind === 'folder';
  const elsewhere = (run: () => void) => () => {
    keepsFocus.current = true;
    run();
  };
  return (
    <Menu
      key={`${x} ${y} ${id}`}
      opened={menu !== null}
      onChange={(opened) => {
        if (!opened) onClose(!keepsFocus.current);
      }}
      position="bottom-start"
      width={232}
      offset={2}
      returnFocus={false}
      withinPortal
      // Without `keydown`: the very key that opens the menu would be taken for one outside of it.
      clickOutsideEvents={['mousedown', 'touchstart']}
    >
      <Menu.Target>
        <button
          type="button"
          aria-hidden
          tabIndex={-1}
          className={styles.menuAnchor}
          style={{ left: x, top: y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={words.menuOf(name)}>
        {single && (
          <Menu.Item
            leftSection={<IconArrowRight {...icon} />}
            rightSection={<Kbd>Enter</Kbd>}
            onClick={elsewhere(() => actions.open(id, true))}
          >
            {words.open}
          </Menu.Item>
        )}
        {single && isContainer && (
          <Menu.Item
            leftSection={<IconSearch {...icon} />}
            onClick={elsewhere(() => openFind({ within: id }))}
          >
            {words.findIn}
          </Menu.Item>
        )}
        {single && isContainer && (
          <Menu.Item
            leftSection={<IconBook2 {...icon} />}
            onClick={elsewhere(() => openTab({ kind: 'docs', id }, { keep: true }))}
          >
            {words.readDocs}
          </Menu.Item>
        )}
        {single && isContainer && !isReadOnly && (
          <>
            <Menu.Item
              leftSection={<IconPlayerPlay {...icon} />}
              onClick={elsewhere(() => openTab({ kind: 'run', id }, { keep: true }))}
            >
              {words.run}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPlus {...icon} />}
              onClick={elsewhere(() => actions.addRequest(id))}
            >
              {words.addRequest}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPlugConnected {...icon} />}
              onClick={elsewhere(() => actions.addSocket(id))}
            >
              {words.addSocket}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconFolderPlus {...icon} />}
              onClick={elsewhere(() => actions.addFolder(id))}
            >
              {words.addFolder}
            </Menu.Item>
          </>
        )}
        {single && !isReadOnly && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconPencil {...icon} />}
              rightSection={<Kbd>{keysOf('rename')}</Kbd>}
              onClick={elsewhere(() => actions.startRename(id))}
            >
              {words.rename}
            </Menu.Item>
          </>
        )}
        {!isReadOnly && (
          <Menu.Item
            leftSection={<IconCopy {...icon} />}
            rightSection={<Kbd>{keysOf('duplicate')}</Kbd>}
            onClick={elsewhere(() => actions.duplicate(ids))}
          >
            {single ? words.duplicate : words.duplicateMany(ids.length)}
          </Menu.Item>
        )}
        {single && kind === 'collection' && (
          <>
            <Menu.Divider />
            {collectionFormats.map(([format, label]) => (
              <Menu.Item
                key={format}
                leftSection={<IconFileExport {...icon} />}
                onClick={() => actions.exportAs(id, format)}
              >
                {label}
              </Menu.Item>
            ))}
            <ShareItem id={id} actions={actions} />
          </>
        )}
        {!isReadOnly && (
          <>
            <Menu.Divider />
            <Menu.Item
              className={styles.danger ?? ''}
              leftSection={<IconTrash {...icon} />}
              rightSection={<Kbd>{keysOf('delete')}</Kbd>}
              onClick={elsewhere(() => props.onRemove(ids))}
            >
              {single ? words.delete : words.deleteMany(ids.length)}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The way of a collection between the pad and a workspace. */
function ShareItem({ id, actions }: { readonly id: NodeId; readonly actions: TreeActions }) {
  const workspace = useDocumentId();
  const { servers } = useAccounts();
  if (workspace !== null) {
    return (
      <Menu.Item leftSection={<IconNote {...icon} />} onClick={() => void actions.copyToPad(id)}>
        {words.copyToPad}
      </Menu.Item>
    );
  }
  if (!servers.some(({ workspaces }) => workspaces.length > 0)) return null;
  return (
    <Menu.Item
      leftSection={<IconFileImport {...icon} />}
      onClick={() => setOverlay({ kind: 'import-step', workspace: null, chosen: [id] })}
    >
      {words.importInto}
    </Menu.Item>
  );
}
