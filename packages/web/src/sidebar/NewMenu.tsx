import { Menu } from '@mantine/core';
import {
  IconBox,
  IconBraces,
  IconFolder,
  IconPlugConnected,
  IconPlus,
  IconSend,
} from '@tabler/icons-react';
import { keysOf } from '../app/shortcuts.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { sidebarWords as words } from './words.ts';

const icon = { size: 16, stroke: 1.75 } as const;

/** The button New with what can be made. A folder needs a place: without one its entry says so. */
export function NewMenu(props: {
  readonly onRequest: () => void;
  readonly onSocket: () => void;
  readonly onCollection: () => void;
  readonly onFolder: (() => void) | null;
  readonly onEnvironment: () => void;
}) {
  return (
    <Menu position="bottom-start" width={232} offset={4}>
      <Menu.Target>
        <IconButton label={words.new}>
          <IconPlus size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconSend {...icon} />}
          rightSection={<Kbd>{keysOf('newRequest')}</Kbd>}
          onClick={props.onRequest}
        >
          {words.newRequest}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlugConnected {...icon} />}
          rightSection={<Kbd>{keysOf('newSocket')}</Kbd>}
          onClick={props.onSocket}
        >
          {words.newSocket}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBox {...icon} />}
          rightSection={<Kbd>{keysOf('newCollection')}</Kbd>}
          onClick={props.onCollection}
        >
          {words.newCollection}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFolder {...icon} />}
          disabled={props.onFolder === null}
          title={props.onFolder === null ? words.newFolderHint : undefined}
          onClick={() => props.onFolder?.()}
        >
          {words.newFolder}
        </Menu.Item>
        <Menu.Item leftSection={<IconBraces {...icon} />} onClick={props.onEnvironment}>
          {words.newEnvironment}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
