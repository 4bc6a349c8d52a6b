import type { WorkspaceOverlay } from '../app/overlays.ts';
import { PairAgentDialog } from '../send/PairAgentDialog.tsx';
import { AccountDialog } from './AccountDialog.tsx';
import { ActivityDialog } from './ActivityDialog.tsx';
import { CreateWorkspaceDialog } from './CreateWorkspaceDialog.tsx';
import { ImportStepDialog } from './importStep/ImportStepDialog.tsx';
import { JoinDialog } from './JoinDialog.tsx';
import { LoginDialog } from './LoginDialog.tsx';
import { LogOutDialog } from './LogOutDialog.tsx';
import { MembersDialog } from './MembersDialog.tsx';
import { WorkspaceSettingsDialog } from './WorkspaceSettingsDialog.tsx';

const NOTHING: readonly string[] = [];

/** The dialogs of servers and workspaces. */
export function WorkspaceOverlays(props: {
  readonly overlay: WorkspaceOverlay;
  readonly onClose: () => void;
}) {
  const { overlay, onClose } = props;
  switch (overlay.kind) {
    case 'log-in':
      return (
        <LoginDialog onClose={onClose} {...(overlay.server ? { server: overlay.server } : {})} />
      );
    case 'pair-agent':
      return <PairAgentDialog onClose={onClose} />;
    case 'join':
      return <JoinDialog link={overlay.link} onClose={onClose} />;
    case 'log-out':
      return <LogOutDialog server={overlay.server} onClose={onClose} />;
    case 'create-workspace':
      return <CreateWorkspaceDialog server={overlay.server} onClose={onClose} />;
    case 'members':
      return <MembersDialog workspace={overlay.workspace} onClose={onClose} />;
    case 'activity':
      return <ActivityDialog workspace={overlay.workspace} onClose={onClose} />;
    case 'workspace-settings':
      return <WorkspaceSettingsDialog workspace={overlay.workspace} onClose={onClose} />;
    case 'account':
      return <AccountDialog server={overlay.server} onClose={onClose} />;
    case 'import-step':
      return (
        <ImportStepDialog
          workspace={overlay.workspace}
          chosen={overlay.chosen ?? NOTHING}
          onClose={onClose}
        />
      );
  }
}
