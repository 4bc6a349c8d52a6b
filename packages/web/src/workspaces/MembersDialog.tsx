import { Button, Modal } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Role, WorkspaceMember } from '@scratchpad/core/wire';
import { useEffect, useState } from 'react';
import { showToast } from '../app/toasts.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { accounts } from './accounts.ts';
import { explainError } from './explainError.ts';
import { workspaceWords as words } from './words.ts';
import styles from './dialogs.module.css';

const ROLES = (['owner', 'editor', 'viewer'] as const).map((value) => ({
  value,
  label: words.roles[value],
}));

/** Who is in a workspace; owners invite, change roles and remove. */
export function MembersDialog(props: { readonly workspace: string; readonly onClose: () => void }) {
  const id = props.workspace;
  const server = accounts.serverOf(id);
  const workspace = accounts.workspace(id);
  const url = server?.url ?? '';
  const isOwner = workspace?.role === 'owner';
  const [members, setMembers] = useState<readonly WorkspaceMember[] | null>(null);
  const [error, setError] = useState<string | null>(null);

  const load = async () => setMembers(await accounts.api(url).members(id));
  const attempt = async (work: () => Promise<unknown>) => {
    setError(null);
    try {
      await work();
      await load();
    } catch (thrown) {
      setError(explainError(thrown, url));
    }
  };
  useEffect(() => {
    void attempt(async () => undefined);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each workspace
  }, [id]);

  const remove = (member: WorkspaceMember) =>
    attempt(async () => {
      await accounts.api(url).removeMember(id, member.id);
      await accounts.refreshServer(url);
      showToast({ message: words.removed(member.name) });
    });
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.membersTitle(workspace?.name ?? '')}
      size={560}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <div className={styles.form}>
        {error !== null && (
          <p className={styles.formError} role="alert">
            {error}
          </p>
        )}
        {isOwner && <InviteForm workspace={id} onError={setError} />}
        <ul className={styles.members} aria-busy={members === null}>
          {members?.map((member) => (
            <li key={member.id}>
              <Avatar id={member.id} name={member.name} />
              <span className={styles.memberName}>
                <strong>
                  {member.name} {member.id === server?.user.id && words.you}
                </strong>
                <small>{member.email}</small>
              </span>
              {isOwner ? (
                <>
                  <PlainSelect
                    label={words.roleOf(member.name)}
                    value={member.role}
                    options={ROLES}
                    onChange={(role) =>
                      void attempt(() => accounts.api(url).setRole(id, member.id, role))
                    }
                  />
                  <IconButton label={words.remove(member.name)} onClick={() => void remove(member)}>
                    <IconTrash size={16} stroke={1.75} aria-hidden />
                  </IconButton>
                </>
              ) : (
                <span>{words.roles[member.role]}</span>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  );
}

function InviteForm(props: {
  readonly workspace: string;
  readonly onError: (message: string | null) => void;
}) {
  const [role, setRole] = useState<Role>('editor');
  const [link, setLink] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const url = accounts.serverOf(props.workspace)?.url ?? '';
  const make = async () => {
    setBusy(true);
    props.onError(null);
    try {
      setLink((await accounts.api(url).invite(props.workspace, role)).url);
    } catch (thrown) {
      props.onError(explainError(thrown, url));
    } finally {
      setBusy(false);
    }
  };
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    showToast({ message: words.copied });
  };
  return (
    <fieldset className={styles.choices}>
      <legend>{words.inviteLabel}</legend>
      <div className={styles.row}>
        <PlainSelect
          label={words.inviteRole}
          bordered
          value={role}
          options={ROLES}
          onChange={setRole}
        />
        <Button variant="default" loading={busy} onClick={() => void make()}>
          {words.inviteMake}
        </Button>
      </div>
      {link !== null && (
        <>
          <div className={styles.row}>
            <input
              className={styles.plainInput}
              readOnly
              aria-label={words.inviteLink}
              value={link}
              onFocus={(event) => event.target.select()}
            />
            <Button variant="default" onClick={() => void copy(link)}>
              {words.copy}
            </Button>
          </div>
          <small>{words.inviteOnce}</small>
        </>
      )}
    </fieldset>
  );
}
