import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { homeOf } from '../app/documentPath.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { accounts, useAccounts } from './accounts.ts';
import { Field } from '../ui/Field.tsx';
import { serverName } from './serverAddress.ts';
import { useSubmit } from './useSubmit.ts';
import { workspaceWords as words } from './words.ts';
import styles from './dialogs.module.css';

/** Makes a workspace on a server and opens it. */
export function CreateWorkspaceDialog(props: {
  readonly server: string;
  readonly onClose: () => void;
}) {
  const { servers } = useAccounts();
  const [server, setServer] = useState(props.server);
  const [name, setName] = useState('');
  const { busy, errorAt, run } = useSubmit<'name'>();
  const able = servers.filter(({ token, canCreate }) => token !== null && canCreate);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    run(server, 'name', async () => {
      const workspace = await accounts.createWorkspace(server, name.trim());
      props.onClose();
      navigate(homeOf(workspace.id));
    });
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.createTitle}
      size={420}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field
          label={words.workspaceName}
          value={name}
          onChange={setName}
          error={errorAt('name')}
          first
        />
        {able.length > 1 && (
          <PlainSelect
            label={words.address}
            bordered
            value={server}
            options={able.map(({ url }) => ({ value: url, label: serverName(url) }))}
            onChange={setServer}
          />
        )}
        <div className={styles.foot}>
          <Button variant="default" onClick={props.onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={busy} disabled={name.trim() === ''}>
            {words.createSubmit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
