import { Menu } from '@mantine/core';
import {
  IconArrowRight,
  IconCircleCheck,
  IconCopy,
  IconFileExport,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import type { EnvId } from '@scratchpad/core';
import { useRef, useState } from 'react';
import { useIsReadOnly } from '../app/docHooks.ts';
import { keysOf } from '../app/shortcuts.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { GLOBALS, type EnvironmentRowId } from './EnvironmentRow.tsx';
import { sidebarWords as words } from './words.ts';
import styles from './tree.module.css';

/** Whose menu is open, and where it stands. */
export interface OpenEnvironmentMenu {
  readonly id: EnvironmentRowId;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

const icon = { size: 16, stroke: 1.75 } as const;

/** The menu of an environment, opened by right click, Shift F10 or its button. */
export function EnvironmentMenu(props: {
  readonly menu: OpenEnvironmentMenu | null;
  readonly inUse: boolean;
  readonly onOpen: (id: EnvironmentRowId) => void;
  readonly onUse: (id: EnvId) => void;
  readonly onRename: (id: EnvId) => void;
  readonly onDuplicate: (id: EnvId) => void;
  readonly onExport: (id: EnvironmentRowId) => void;
  readonly onRemove: (id: EnvId) => void;
  readonly onClose: (refocus: boolean) => void;
}) {
  const { menu } = props;
  const isReadOnly = useIsReadOnly();
  const [shown, setShown] = useState(menu);
  // The last one stays while the menu fades.
  if (menu && menu !== shown) setShown(menu);
  const keepsFocus = useRef(false);
  if (!shown) return null;
  const { id, name, x, y } = shown;
  const elsewhere = (run: () => void) => () => {
    keepsFocus.current = true;
    run();
  };
  return (
    <Menu
      key={`${x} ${y} ${id}`}
      opened={menu !== null}
      onChange={(opened) => {
        if (opened) return;
        props.onClose(!keepsFocus.current);
        keepsFocus.current = false;
      }}
      position="bottom-start"
      width={220}
      offset={2}
      returnFocus={false}
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
        <Menu.Item
          leftSection={<IconArrowRight {...icon} />}
          rightSection={<Kbd>Enter</Kbd>}
          onClick={elsewhere(() => props.onOpen(id))}
        >
          {words.open}
        </Menu.Item>
        {id !== GLOBALS && (
          <>
            <Menu.Item leftSection={<IconCircleCheck {...icon} />} onClick={() => props.onUse(id)}>
              {props.inUse ? words.deactivate(name) : words.activate(name)}
            </Menu.Item>
            {!isReadOnly && (
              <>
                <Menu.Divider />
                <Menu.Item
                  leftSection={<IconPencil {...icon} />}
                  rightSection={<Kbd>{keysOf('rename')}</Kbd>}
                  onClick={elsewhere(() => props.onRename(id))}
                >
                  {words.rename}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconCopy {...icon} />}
                  rightSection={<Kbd>{keysOf('duplicate')}</Kbd>}
                  onClick={elsewhere(() => props.onDuplicate(id))}
                >
                  {words.duplicate}
                </Menu.Item>
              </>
            )}
          </>
        )}
        <Menu.Item leftSection={<IconFileExport {...icon} />} onClick={() => props.onExport(id)}>
          {words.export}
        </Menu.Item>
        {id !== GLOBALS && !isReadOnly && (
          <>
            <Menu.Divider />
            <Menu.Item
              className={styles.danger ?? ''}
              leftSection={<IconTrash {...icon} />}
              rightSection={<Kbd>{keysOf('delete')}</Kbd>}
              onClick={elsewhere(() => props.onRemove(id))}
            >
              {words.delete}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
