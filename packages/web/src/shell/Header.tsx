import { Button, Tooltip } from '@mantine/core';
import { IconDeviceLaptop, IconSearch } from '@tabler/icons-react';
import { useConnectionState } from '../app/linkContext.ts';
import { setOverlay } from '../app/overlays.ts';
import { keysOf } from '../app/shortcuts.ts';
import { appWords } from '../app/words.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { useAccounts } from '../workspaces/accounts.ts';
import { workspaceWords } from '../workspaces/words.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { GearMenu } from './GearMenu.tsx';
import { Presence } from './Presence.tsx';
import { SyncState } from './SyncState.tsx';
import { WorkspacesMenu } from './WorkspacesMenu.tsx';
import styles from './shell.module.css';

/** The header: where one is, the palette, who else is there, what has reached the server, and the gear. */
export function Header() {
  const connection = useConnectionState();
  const { loaded, servers } = useAccounts();
  const isLoggedIn = servers.some(({ token }) => token !== null);
  return (
    <header className={styles.header} data-region>
      <div className={styles.left}>
        <WorkspacesMenu />
        {connection?.role === 'viewer' && (
          <span className={styles.roleChip}>{workspaceWords.roles.viewer}</span>
        )}
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
        {connection ? (
          <>
            <Presence />
            <SyncState />
          </>
        ) : (
          <Tooltip label={appWords.deviceOnly}>
            <span className={styles.local}>
              <IconDeviceLaptop size={16} stroke={1.75} aria-hidden />
              <span>{appWords.deviceOnly}</span>
            </span>
          </Tooltip>
        )}
        {loaded && !isLoggedIn && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setOverlay({ kind: 'log-in' })}
          >
            {workspaceWords.logIn}
          </Button>
        )}
        {isLoggedIn && <AccountMenu />}
        <GearMenu />
      </div>
    </header>
  );
}
