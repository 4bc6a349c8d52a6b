import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { homeOf } from '../app/documentPath.ts';
import { whenClosed } from '../app/openDocuments.ts';
import { showToast } from '../app/toasts.tsx';
import { accounts } from './accounts.ts';
import { Field } from '../ui/Field.tsx';
import { useSubmit } from './useSubmit.ts';
import { workspaceWords as words } from './words.ts';
import styles from './dialogs.module.css';

/** The name of a workspace, and the ways out of it: to leave, and for owners to delete it. */
export function WorkspaceSettingsDialog(props: {
  readonly workspace: string;
  readonly onClose: () => void;
}) {
  const id = props.workspace;
  // As it was when this opened: when it is left, it is no longer known.
  const [{ name, role, url, user }] = useState(() => {
    const server = accounts.serverOf(id);
    const known = accounts.workspace(id);
    return {
      name: known?.name ?? '',
      role: known?.role ?? 'viewer',
      url: server?.url ?? '',
      user: server?.user.id ?? '',
    };
  });
  const [newName, setNewName] = useState(name);
  const [typed, setTyped] = useState('');
  const { busy, errorAt, run } = useSubmit<'name' | 'leave' | 'delete'>();
  const isOwner = role === 'owner';

  const rename = (event: FormEvent) => {
    event.preventDefault();
    run(url, 'name', async () => {
      await accounts.api(url).renameWorkspace(id, newName.trim());
      await accounts.refreshServer(url);
      props.onClose();
      showToast({ message: words.renamed(newName.trim()) });
    });
  };
  /** Ends it on the server first: what that refuses leaves everything as it is. */
  const end = (at: 'leave' | 'delete', onServer: () => Promise<void>, message: string) =>
    run(url, at, async () => {
      await onServer();
      props.onClose();
      navigate(homeOf(null));
      await whenClosed([id]);
      await accounts.forgetCopy(id);
      await accounts.refreshServer(url);
      showToast({ message });
    });
  const leave = () =>
    end('leave', () => accounts.api(url).removeMember(id, user), words.left(name));
  const remove = () =>
    end('delete', () => accounts.api(url).deleteWorkspace(id), words.workspaceDeleted(name));
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.workspaceSettingsTitle(name)}
      size={420}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <div className={styles.form}>
        {isOwner && (
          <form className={styles.form} onSubmit={rename} noValidate>
            <Field
              label={words.workspaceName}
              value={newName}
              onChange={setNewName}
              error={errorAt('name')}
              first
            />
            <div className={styles.foot}>
              <Button
                type="submit"
                variant="default"
                loading={busy}
                disabled={newName.trim() === '' || newName.trim() === name}
              >
                {words.rename}
              </Button>
            </div>
          </form>
        )}
        <section className={styles.section} aria-label={words.leaveHead}>
          <h3>{words.leaveHead}</h3>
          <p>{words.leaveBody}</p>
          {errorAt('leave') !== null && (
            <p className={styles.formError} role="alert">
              {errorAt('leave')}
            </p>
          )}
          <div className={styles.foot}>
            <Button variant="default" loading={busy} onClick={leave}>
              {words.leave}
            </Button>
          </div>
        </section>
        {isOwner && (
          <section className={styles.section} aria-label={words.deleteHead}>
            <h3>{words.deleteHead}</h3>
            <p>{words.deleteBody(name)}</p>
            <Field
              label={words.deleteConfirm}
              value={typed}
              onChange={setTyped}
              error={errorAt('delete')}
            />
            <div className={styles.foot}>
              <Button
                color="var(--sp-danger-fill)"
                loading={busy}
                disabled={typed.trim() !== name}
                onClick={remove}
              >
                {words.deleteWorkspace}
              </Button>
            </div>
          </section>
        )}
      </div>
    </Modal>
  );
}
