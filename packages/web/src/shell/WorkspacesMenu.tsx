import {
  IconCheck,
  IconChevronDown,
  IconFileImport,
  IconLogin2,
  IconNote,
  IconPlus,
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
import { formatDate } from '../ui/formatDate.ts';
import { workspaceWords as words } from '../workspaces/words.ts';
import { SearchMenu, SearchMenuDivider, SearchMenuItem } from '../ui/SearchMenu.tsx';
import styles from './menus.module.css';
import shell from './shell.module.css';

const ICON = { size: 16, stroke: 1.75 } as const;

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
    <SearchMenu
      opened={opened}
      onChange={(open) => {
        setWorkspacesMenu(open);
        if (!open) setFilter('');
      }}
      width={348}
      label={appWords.workspaces}
      searchLabel={appWords.findWorkspace}
      search={filter}
      onSearch={setFilter}
      target={
        <button
          type="button"
          className={shell.pad}
          data-shared={(current !== null && !kept) || undefined}
          aria-label={`${appWords.workspaces}: ${name}`}
          onClick={() => setWorkspacesMenu(!opened)}
        >
          <IconNote {...ICON} aria-hidden />
          <span className={shell.padName}>{name}</span>
          <IconChevronDown size={14} stroke={2} aria-hidden />
        </button>
      }
    >
      {matches(appWords.pad) && <PadItem isCurrent={current === null} />}
      {nothing && <p className={styles.nothing}>{appWords.noWorkspace}</p>}
      {servers.map(({ server, found }) => (
        <Fragment key={server.url}>
          <SearchMenuDivider />
          <ServerHead server={server} state={state} />
          {found.map((known) => (
            <SearchMenuItem
              key={known.id}
              icon={<IconNote {...ICON} />}
              right={
                <span className={styles.role}>
                  {words.roles[known.role]}
                  {known.id === current && <IconCheck {...ICON} className={styles.check} />}
                </span>
              }
              isCurrent={known.id === current}
              onClick={() => navigate(homeOf(known.id))}
            >
              <span className={styles.name}>{known.name}</span>
              <WorkspaceDetail id={known.id} isCurrent={known.id === current} state={state} />
            </SearchMenuItem>
          ))}
          {server.token !== null && server.workspaces.length === 0 && (
            <p className={styles.nothing}>{words.noWorkspaces}</p>
          )}
          {server.token === null && (
            <SearchMenuItem
              icon={<IconLogin2 {...ICON} />}
              onClick={() => setOverlay({ kind: 'log-in', server: server.url })}
            >
              {words.logInAgain(serverName(server.url))}
            </SearchMenuItem>
          )}
        </Fragment>
      ))}
      {copies.length > 0 && (
        <>
          <SearchMenuDivider />
          <p className={styles.server}>{words.keptCopies}</p>
          {copies.map((copy) => (
            <SearchMenuItem
              key={copy.id}
              icon={<IconNote {...ICON} />}
              right={copy.id === current ? <IconCheck {...ICON} className={styles.check} /> : null}
              isCurrent={copy.id === current}
              onClick={() => navigate(homeOf(copy.id))}
            >
              <span className={styles.name}>{copy.name}</span>
              <span className={styles.detail}>
                {words.keptDetail(formatDate(copy.at), copy.changes)}
              </span>
            </SearchMenuItem>
          ))}
        </>
      )}
      <SearchMenuDivider />
      {workspace && (
        <>
          <SearchMenuItem
            icon={<IconUsers {...ICON} />}
            onClick={() => setOverlay({ kind: 'members', workspace: workspace.id })}
          >
            {words.members}
          </SearchMenuItem>
          {workspace.role === 'owner' && (
            <SearchMenuItem
              icon={<IconTimeline {...ICON} />}
              onClick={() => setOverlay({ kind: 'activity', workspace: workspace.id })}
            >
              {words.activityEntry}
            </SearchMenuItem>
          )}
          <SearchMenuItem
            icon={<IconSettings {...ICON} />}
            onClick={() => setOverlay({ kind: 'workspace-settings', workspace: workspace.id })}
          >
            {words.workspaceSettings}
          </SearchMenuItem>
        </>
      )}
      {state.servers.some(({ workspaces }) => workspaces.length > 0) && (
        <SearchMenuItem
          icon={<IconFileImport {...ICON} />}
          onClick={() => setOverlay({ kind: 'import-step', workspace: current })}
        >
          {words.importInto}
        </SearchMenuItem>
      )}
      {canCreateOn && (
        <SearchMenuItem
          icon={<IconPlus {...ICON} />}
          onClick={() => setOverlay({ kind: 'create-workspace', server: canCreateOn.url })}
        >
          {words.create}
        </SearchMenuItem>
      )}
      <SearchMenuItem
        icon={<IconLogin2 {...ICON} />}
        onClick={() => setOverlay({ kind: 'log-in' })}
      >
        {state.servers.length === 0 ? words.logInHere : words.logInElsewhere}
      </SearchMenuItem>
    </SearchMenu>
  );
}

function PadItem({ isCurrent }: { readonly isCurrent: boolean }) {
  const { collections } = useTree();
  return (
    <SearchMenuItem
      icon={<IconNote {...ICON} />}
      right={isCurrent ? <IconCheck {...ICON} className={styles.check} /> : null}
      onClick={() => navigate(homeOf(null))}
    >
      <span className={styles.name}>{appWords.pad}</span>
      <span className={styles.detail}>
        {isCurrent ? appWords.padOnly(collections.length) : appWords.deviceOnly}
      </span>
    </SearchMenuItem>
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
