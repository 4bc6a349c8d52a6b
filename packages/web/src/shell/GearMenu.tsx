import { Menu } from '@mantine/core';
import {
  IconCheck,
  IconInfoCircle,
  IconKeyboard,
  IconNote,
  IconSettings,
} from '@tabler/icons-react';
import { navigate } from 'wouter/use-browser-location';
import { homeOf, useDocumentId } from '../app/documentPath.ts';
import { openSettings } from '../app/openSettings.ts';
import { setOverlay } from '../app/overlays.ts';
import { keysOf } from '../app/shortcuts.ts';
import { openTab } from '../app/tabs.ts';
import { appWords } from '../app/words.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './menus.module.css';

/** The gear: the pad, settings, the shortcut sheet, about. */
export function GearMenu() {
  const isPad = useDocumentId() === null;
  return (
    <Menu position="bottom-end" width={252} offset={4}>
      <Menu.Target>
        <IconButton label={appWords.settings}>
          <IconSettings size={18} stroke={1.75} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconNote size={16} stroke={1.75} />}
          rightSection={
            isPad ? <IconCheck size={16} stroke={1.75} className={styles.check} /> : null
          }
          onClick={() => navigate(homeOf(null))}
        >
          {appWords.pad}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings size={16} stroke={1.75} />}
          rightSection={<Kbd>{keysOf('settings')}</Kbd>}
          onClick={() => openTab({ kind: 'settings' }, { keep: true })}
        >
          {appWords.settings}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={16} stroke={1.75} />}
          rightSection={<Kbd>{keysOf('shortcuts')}</Kbd>}
          onClick={() => setOverlay({ kind: 'shortcuts' })}
        >
          {appWords.shortcuts}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconInfoCircle size={16} stroke={1.75} />}
          onClick={() => openSettings('about')}
        >
          {appWords.about}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
