import { Menu } from '@mantine/core';
import { IconKey, IconLogout } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useLink } from '../app/linkContext.ts';
import { setOverlay } from '../app/overlays.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useAccounts } from '../workspaces/accounts.ts';
import { serverName } from '../workspaces/serverAddress.ts';
import { workspaceWords as words } from '../workspaces/words.ts';
import styles from './menus.module.css';

/** Who one is on each server, and the way to log out there. */
export function AccountMenu() {
  const { servers } = useAccounts();
  const link = useLink();
  const active = servers.filter(({ token }) => token !== null);
  const shown = active.find(({ url }) => url === link?.server) ?? active[0];
  if (!shown) return null;
  return (
    <Menu position="bottom-end" width={280} offset={4}>
      <Menu.Target>
        <IconButton label={words.account(shown.user.name)}>
          <Avatar id={shown.user.id} name={shown.user.name} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {active.map(({ url, user }, i) => (
          <Fragment key={url}>
            {i > 0 && <Menu.Divider />}
            <p className={styles.person}>
              <span className={styles.name}>{user.name}</span>
              <span className={styles.detail}>
                {user.email} · {serverName(url)}
              </span>
            </p>
            <Menu.Item
              leftSection={<IconKey size={16} stroke={1.75} />}
              onClick={() => setOverlay({ kind: 'account', server: url })}
            >
              {active.length === 1
                ? words.accountSettings
                : words.accountSettingsOn(serverName(url))}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconLogout size={16} stroke={1.75} />}
              onClick={() => setOverlay({ kind: 'log-out', server: url })}
            >
              {active.length === 1 ? words.logOut : words.logOutOf(serverName(url))}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
