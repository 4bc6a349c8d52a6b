import { Menu } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconFileImport,
  IconLogin2,
  IconNote,
  IconPlus,
  IconSearch,
  IconSettings,
  IconTimeline,
  IconUsers,
} from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useTree } from '../app/docHooks.ts';
import { homeOf, useDocumentId } from '../app/documentPath.ts';
import { useConnectionState } from '../app/linkContext.ts';
import { setOverlay } from '../app/overlays.ts';
import { setWorkspacesMenu, useWorkspacesMenu } from '../app/workspacesMenu.ts';
import { appWords } from '../app/words.ts';
import { type AccountsState, type ServerAccount, useAccounts } from '../workspaces/accounts.ts';
import { useKeptCopies } from '../workspaces/keptCopies.ts';
import { serverName } from '../workspaces/serverAddress.ts';
import { syncWords } from '../workspaces/syncWords.ts';
import { workspaceWords as words } from '../workspaces/words.ts';
import styles from './menus.module.css';
import shell from './shell.module.css';

const ICON = { size: 16, stroke: 1.75 } as const;
const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Where one works, and where else one could: the pad first, then the workspaces of each server. */
export function WorkspacesMenu() {
  const opened = useWorkspacesMenu();
  const [filter, setFilter] = useState('');
  const current = useDocumentId();
  const state = useAccounts();
  const workspace = state.servers
    .flatMap(({ workspaces }) => workspaces)
    .find(({ id }) => id === current);
  const copies = useKeptCopies();
  const kept = copies.find(({ id }) => id === current);
  const name =
    current === null ? appWords.pad : (workspace?.name ?? kept?.name ?? words.connecting);
  const needle = filter.trim().toLowerCase();
  const matches = (text: string) => text.toLowerCase().includes(needle);
  const servers = state.servers.map((server) => ({
    server,
    found: server.workspaces.filter((known) => matches(known.name)),
  }));
  const nothing = !matches(appWords.pad) && servers.every(({ found }) => found.length === 0);
  const canCreateOn = state.servers.find(({ token, canCreate }) => token !== null && canCreate);
  return (
    <Menu
      position="bottom-start"
      width={348}
      offset={4}
      opened={opened}
      onChange={setWorkspacesMenu}
      onClose={() => setFilter('')}
      // The search has the focus at first.
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button
          type="button"
          className={shell.pad}
          data-shared={(current !== null && !kept) || undefined}
          aria-label={`${appWords.workspaces}: ${name}`}
        >
          <IconNote {...ICON} aria-hidden />
          <span className={shell.padName}>{name}</span>
          <IconChevronDown size={14} stroke={2} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah="80vh" style={{ overflow: 'auto' }}>
        <label className={styles.find}>
          <IconSearch size={15} stroke={1.75} aria-hidden />
          <input
            data-autofocus
            aria-label={appWords.findWorkspace}
            placeholder={appWords.findWorkspace}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </label>
        {matches(appWords.pad) && <PadItem isCurrent={current === null} />}
        {nothing && <p className={styles.nothing}>{appWords.noWorkspace}</p>}
        {servers.map(({ server, found }) => (
          <Fragment key={server.url}>
            <Menu.Divider />
            <ServerHead server={server} state={state} />
            {found.map((known) => (
              <Menu.Item
                key={known.id}
                leftSection={<IconNote {...ICON} />}
                rightSection={
                  <span className={styles.role}>
                    {words.roles[known.role]}
                    {known.id === current && <IconCheck {...ICON} className={styles.check} />}
                  </span>
                }
                aria-current={known.id === current || undefined}
                onClick={() => navigate(homeOf(known.id))}
              >
                <span className={styles.name}>{known.name}</span>
                <WorkspaceDetail id={known.id} isCurrent={known.id === current} state={state} />
              </Menu.Item>
            ))}
            {server.token !== null && server.workspaces.length === 0 && (
              <p className={styles.nothing}>{words.noWorkspaces}</p>
            )}
            {server.token === null && (
              <Menu.Item
                leftSection={<IconLogin2 {...ICON} />}
                onClick={() => setOverlay({ kind: 'log-in', server: server.url })}
              >
                {words.logInAgain(serverName(server.url))}
              </Menu.Item>
            )}
          </Fragment>
        ))}
        {copies.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{words.keptCopies}</Menu.Label>
            {copies.map((copy) => (
              <Menu.Item
                key={copy.id}
                leftSection={<IconNote {...ICON} />}
                rightSection={
                  copy.id === current ? <IconCheck {...ICON} className={styles.check} /> : null
                }
                aria-current={copy.id === current || undefined}
                onClick={() => navigate(homeOf(copy.id))}
              >
                <span className={styles.name}>{copy.name}</span>
                <span className={styles.detail}>
                  {words.keptDetail(dateFormat.format(copy.at), copy.changes)}
                </span>
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        {workspace && (
          <>
            <Menu.Item
              leftSection={<IconUsers {...ICON} />}
              onClick={() => setOverlay({ kind: 'members', workspace: workspace.id })}
            >
              {words.members}
            </Menu.Item>
            {workspace.role === 'owner' && (
              <Menu.Item
                leftSection={<IconTimeline {...ICON} />}
                onClick={() => setOverlay({ kind: 'activity', workspace: workspace.id })}
              >
                {words.activityEntry}
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconSettings {...ICON} />}
              onClick={() => setOverlay({ kind: 'workspace-settings', workspace: workspace.id })}
            >
              {words.workspaceSettings}
            </Menu.Item>
          </>
        )}
        {state.servers.some(({ workspaces }) => workspaces.length > 0) && (
          <Menu.Item
            leftSection={<IconFileImport {...ICON} />}
            onClick={() => setOverlay({ kind: 'import-step', workspace: current })}
          >
            {words.importInto}
          </Menu.Item>
        )}
        {canCreateOn && (
          <Menu.Item
            leftSection={<IconPlus {...ICON} />}
            onClick={() => setOverlay({ kind: 'create-workspace', server: canCreateOn.url })}
          >
            {words.create}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconLogin2 {...ICON} />}
          onClick={() => setOverlay({ kind: 'log-in' })}
        >
          {state.servers.length === 0 ? words.logInHere : words.logInElsewhere}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function PadItem({ isCurrent }: { readonly isCurrent: boolean }) {
  const { collections } = useTree();
  return (
    <Menu.Item
      leftSection={<IconNote {...ICON} />}
      rightSection={isCurrent ? <IconCheck {...ICON} className={styles.check} /> : null}
      onClick={() => navigate(homeOf(null))}
    >
      <span className={styles.name}>{appWords.pad}</span>
      <span className={styles.detail}>
        {isCurrent ? appWords.padOnly(collections.length) : appWords.deviceOnly}
      </span>
    </Menu.Item>
  );
}

function ServerHead(props: { readonly server: ServerAccount; readonly state: AccountsState }) {
  const { url, user, token } = props.server;
  const since = props.state.unreachable.get(url);
  const time =
    since === undefined
      ? ''
      : new Date(since).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return (
    <p className={styles.server}>
      <span
        className={styles.dot}
        data-tone={since === undefined && token !== null ? 'ok' : undefined}
      />
      <span>{serverName(url)}</span>
      <span>
        {token === null
          ? words.loggedOutHere
          : since === undefined
            ? user.email
            : words.notReachable(time)}
      </span>
    </p>
  );
}

function WorkspaceDetail(props: {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly state: AccountsState;
}) {
  const connection = useConnectionState();
  const copy = props.state.copies[props.id];
  const text =
    props.isCurrent && connection
      ? syncWords(connection)
      : copy === undefined
        ? words.notOpened
        : copy.unsent > 0
          ? words.unsentHere(copy.unsent)
          : words.onDevice;
  return <span className={styles.detail}>{text}</span>;
}
