import { Tooltip } from '@mantine/core';
import { IconDeviceLaptop, IconSearch } from '@tabler/icons-react';
import { setOverlay } from '../app/overlays.ts';
import { keysOf } from '../app/shortcuts.ts';
import { appWords } from '../app/words.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { GearMenu } from './GearMenu.tsx';
import { WorkspacesMenu } from './WorkspacesMenu.tsx';
import styles from './shell.module.css';

/** The header: where one is, the palette, and the gear. */
export function Header() {
  return (
    <header className={styles.header} data-region>
      <div className={styles.left}>
        <WorkspacesMenu />
      </div>
      <button
        type="button"
        className={styles.search}
        onClick={() => setOverlay({ kind: 'palette' })}
      >
        <IconSearch size={15} stroke={1.75} aria-hidden />
        <span>{appWords.search}</span>
        <Kbd>{keysOf('palette')}</Kbd>
      </button>
      <div className={styles.right}>
        <Tooltip label={appWords.deviceOnly}>
          <span className={styles.local}>
            <IconDeviceLaptop size={16} stroke={1.75} aria-hidden />
            <span>{appWords.deviceOnly}</span>
          </span>
        </Tooltip>
        <GearMenu />
      </div>
    </header>
  );
}
