import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { homeOf, useDocumentId } from '../app/documentPath.ts';
import { whenClosed } from '../app/openDocuments.ts';
import { accounts, useAccounts } from './accounts.ts';
import { keptCopies, useKeptCopies } from './keptCopies.ts';
import { serverName } from './serverAddress.ts';
import { workspaceWords as words } from './words.ts';
import styles from './dialogs.module.css';

/** Log out of one server: the pad stays, and the copies of workspaces stay or go, as one says. */
export function LogOutDialog(props: { readonly server: string; readonly onClose: () => void }) {
  const { copies } = useAccounts();
  const current = useDocumentId();
  const workspaces = accounts.server(props.server)?.workspaces ?? [];
  const here = workspaces.filter(({ id }) => copies[id] !== undefined);
  const unsent = here.filter(({ id }) => (copies[id]?.unsent ?? 0) > 0);
  const kept = useKeptCopies().filter(({ server }) => server === props.server);
  const [choice, setChoice] = useState<'keep' | 'delete'>('keep');
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const losesWork = choice === 'delete' && unsent.length + kept.length > 0;

  const submit = async () => {
    setBusy(true);
    // What is open is closed first, so that nothing writes to a copy that is deleted.
    if ([...workspaces, ...kept].some(({ id }) => id === current)) navigate(homeOf(null));
    await whenClosed([...workspaces, ...kept].map(({ id }) => id));
    if (choice === 'delete') await keptCopies.forget(kept);
    await accounts.logOut(props.server, choice);
    props.onClose();
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.logOutTitle(serverName(props.server))}
      size={420}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <form
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>{words.logOutPad}</p>
        {here.length + kept.length > 0 && (
          <fieldset className={styles.choices}>
            <legend>{words.copiesQuestion}</legend>
            {(['keep', 'delete'] as const).map((value) => (
              <label key={value}>
                <input
                  type="radio"
                  name="copies"
                  checked={choice === value}
                  data-autofocus={value === 'keep' || undefined}
                  onChange={() => setChoice(value)}
                />
                {value === 'keep' ? words.copiesKeep : words.copiesDelete}
                <small>
                  {value === 'keep' ? words.copiesKeepDetail : words.copiesDeleteDetail}
                </small>
              </label>
            ))}
          </fieldset>
        )}
        {losesWork && (
          <div className={styles.warning} role="alert">
            <p>{words.unsentWarning}</p>
            <ul>
              {unsent.map(({ id, name }) => (
                <li key={id}>{words.unsentOf(name, copies[id]?.unsent ?? 0)}</li>
              ))}
              {kept.map(({ id, name, changes }) => (
                <li key={id}>{words.keptOf(name, changes)}</li>
              ))}
            </ul>
            <label>
              <input
                type="checkbox"
                className="sp-check"
                checked={agreed}
                onChange={() => setAgreed(!agreed)}
              />{' '}
              {words.loseThem}
            </label>
          </div>
        )}
        <div className={styles.foot}>
          <Button variant="default" onClick={props.onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={busy} disabled={losesWork && !agreed}>
            {words.logOut}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
