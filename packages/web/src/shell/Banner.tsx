import { IconEye, IconNote, IconPlugConnectedX, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { errorMessage } from '@scratchpad/core';
import { navigate } from 'wouter/use-browser-location';
import { z } from 'zod';
import { useDocStore } from '../app/docHooks.ts';
import { homeOf, isKeptId, useDocumentId } from '../app/documentPath.ts';
import { useConnectionState, useLink } from '../app/linkContext.ts';
import { setOverlay } from '../app/overlays.ts';
import { showToast } from '../app/toasts.tsx';
import { usePersistedState } from '../app/uiState.ts';
import { setWorkspacesMenu } from '../app/workspacesMenu.ts';
import { appWords } from '../app/words.ts';
import { accounts, useAccounts } from '../workspaces/accounts.ts';
import { copyToPad } from '../workspaces/copyToPad.ts';
import { keptCopies, useKeptCopies } from '../workspaces/keptCopies.ts';
import { serverName } from '../workspaces/serverAddress.ts';
import { formatDate } from '../ui/formatDate.ts';
import { workspaceWords as words } from '../workspaces/words.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './shell.module.css';

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** Says where one works and why, when there is something to say about it. */
export function Banner() {
  const id = useDocumentId();
  if (id === null) return <PadBanner />;
  return isKeptId(id) ? <KeptBanner id={id} /> : <WorkspaceBanner />;
}

interface Note {
  /** A note that was put away comes back when this changes. */
  readonly reason: string;
  readonly title: string;
  readonly body: string;
  readonly links: ReactNode;
}

function BannerLink(props: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" className={styles.bannerLink} onClick={props.onClick}>
      {props.label}
    </button>
  );
}

/** Why one is in the pad, and the ways out of it. */
function PadBanner() {
  const { loaded, servers, unreachable } = useAccounts();
  const active = servers.filter(({ token }) => token !== null);
  const down = active.find(({ url }) => unreachable.has(url));
  const hasWorkspaces = servers.some(({ workspaces }) => workspaces.length > 0);
  const ways = (
    <>
      {hasWorkspaces && <BannerLink label={words.switch} onClick={() => setWorkspacesMenu(true)} />}
      {hasWorkspaces && (
        <BannerLink
          label={words.importInto}
          onClick={() => setOverlay({ kind: 'import-step', workspace: null })}
        />
      )}
    </>
  );
  const note: Note =
    active.length === 0
      ? {
          reason: 'logged-out',
          title: words.banner,
          body: words.loggedOut,
          links: (
            <>
              <BannerLink label={words.logIn} onClick={() => setOverlay({ kind: 'log-in' })} />
              {hasWorkspaces && (
                <BannerLink label={words.switch} onClick={() => setWorkspacesMenu(true)} />
              )}
            </>
          ),
        }
      : down
        ? {
            reason: `unreachable ${down.url}`,
            title: words.banner,
            body: words.unreachable(serverName(down.url)),
            links: (
              <>
                <BannerLink label={words.tryNow} onClick={() => void accounts.refresh()} />
                {ways}
              </>
            ),
          }
        : { reason: 'logged-in', title: words.banner, body: words.loggedIn, links: ways };
  const name = appWords.bannerName;
  // Until the accounts are read nobody knows the reason; the bar keeps its height.
  return (
    <BannerBar note={note} icon={<IconNote {...ICON} />} name={name} isLocal hidden={!loaded} />
  );
}

function WorkspaceBanner() {
  const state = useConnectionState();
  const link = useLink();
  if (!state || !link) return null;
  const server = serverName(link.server);
  const logIn = () => setOverlay({ kind: 'log-in', server: link.server });
  const note: Note | null =
    state.status === 'removed'
      ? { reason: 'removed', title: words.removedTitle, body: words.removedBody, links: null }
      : state.status === 'logged-out'
        ? {
            reason: 'session',
            title: words.sessionTitle,
            body: words.sessionBody(server),
            links: <BannerLink label={words.logIn} onClick={logIn} />,
          }
        : state.role === 'viewer'
          ? {
              reason: `viewer ${link.id}`,
              title: words.viewerTitle,
              body: words.viewerBody,
              links: null,
            }
          : null;
  if (!note) return null;
  const icon =
    state.role === 'viewer' && state.status === 'connected' ? (
      <IconEye {...ICON} />
    ) : (
      <IconPlugConnectedX {...ICON} />
    );
  return <BannerBar note={note} icon={icon} name={words.workspaceStatus} />;
}

/** What a copy is that the server did not take, and what can be done with it. */
function KeptBanner({ id }: { readonly id: string }) {
  const store = useDocStore();
  const copy = useKeptCopies().find((kept) => kept.id === id);
  if (!copy) return null;
  const { tree, environments } = store.index;
  const copyAll = async () => {
    try {
      const count = await copyToPad(store, tree.collections, environments);
      showToast({ message: words.copiedAll(count) });
    } catch (error) {
      showToast({ message: errorMessage(error), sticky: true });
    }
  };
  const remove = () => {
    navigate(homeOf(copy.workspace));
    void keptCopies.setDeleted(id, true);
    showToast({
      message: words.deletedCopy(copy.name),
      action: { label: words.undo, onClick: () => void keptCopies.setDeleted(id, false) },
    });
  };
  const note: Note = {
    reason: `kept ${id}`,
    title: words.keptTitle(copy.name, formatDate(copy.at)),
    body: words.keptBody(copy.changes, copy.reason),
    links: (
      <>
        <BannerLink label={words.copyAll} onClick={() => void copyAll()} />
        <BannerLink label={words.deleteCopy} onClick={remove} />
      </>
    ),
  };
  return (
    <BannerBar
      note={note}
      icon={<IconPlugConnectedX {...ICON} />}
      name={words.workspaceStatus}
      isLocal
    />
  );
}

function BannerBar(props: {
  readonly note: Note;
  readonly icon: ReactNode;
  readonly name: string;
  readonly isLocal?: boolean;
  readonly hidden?: boolean;
}) {
  const { note } = props;
  const [dismissed, setDismissed] = usePersistedState('bannerDismissed', z.string(), '');
  if (dismissed === note.reason) return null;
  return (
    <section
      className={styles.banner}
      data-shared={!props.isLocal || undefined}
      aria-label={props.name}
      aria-busy={props.hidden || undefined}
    >
      {!props.hidden && (
        <>
          {props.icon}
          <p>
            <strong>{note.title}</strong> <span className={styles.bannerRest}>{note.body}</span>
          </p>
          {note.links}
          <span className={styles.bannerSpace} />
          <IconButton label={appWords.dismissBanner} onClick={() => setDismissed(note.reason)}>
            <IconX size={16} stroke={1.75} aria-hidden />
          </IconButton>
        </>
      )}
    </section>
  );
}
