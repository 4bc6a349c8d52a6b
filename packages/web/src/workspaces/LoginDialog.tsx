import { Button, Modal } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useLink } from '../app/linkContext.ts';
import { setOverlay } from '../app/overlays.ts';
import { useServices } from '../app/services.ts';
import { accounts, useAccounts } from './accounts.ts';
import { Field } from '../ui/Field.tsx';
import { serverName, toServerUrl } from './serverAddress.ts';
import { ServerError } from './serverApi.ts';
import { useSubmit } from './useSubmit.ts';
import { workspaceWords as words } from './words.ts';
import styles from './dialogs.module.css';

/** Errors that have to do with the address and not with the account. */
const AT_ADDRESS = new Set(['unreachable', 'cors', 'not-a-server']);

/** Log in to a server by its address, email and password. */
export function LoginDialog(props: { readonly server?: string; readonly onClose: () => void }) {
  const { servers } = useAccounts();
  const { agent } = useServices();
  const link = useLink();
  const [known] = useState(
    () =>
      servers.find(({ url }) => url === props.server) ??
      servers.find(({ token }) => token === null) ??
      null,
  );
  // Without an agent the page may come from a workspace server itself.
  const [address, setAddress] = useState(() =>
    known ? serverName(known.url) : agent.status === 'absent' ? location.host : '',
  );
  const [email, setEmail] = useState(known?.user.email ?? '');
  const [password, setPassword] = useState('');
  const { busy, errorAt, fail, run } = useSubmit<'address' | 'email' | 'password'>();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = known && serverName(known.url) === address.trim() ? known.url : null;
    const url = typed ?? toServerUrl(address);
    if (url === null) return fail('address', words.errors.badAddress);
    if (!/^\S+@\S+$/.test(email.trim())) return fail('email', words.errors.email);
    const fieldOf = (error: unknown) =>
      error instanceof ServerError && AT_ADDRESS.has(error.code) ? 'address' : 'password';
    run(url, fieldOf, async () => {
      await accounts.logIn(url, email.trim(), password);
      if (link?.server === url) link.retry();
      props.onClose();
    });
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.loginTitle}
      size={420}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field
          label={words.address}
          value={address}
          onChange={setAddress}
          placeholder="sync.example.com"
          hint={words.addressHint}
          error={errorAt('address')}
          first={address === ''}
        />
        <Field
          label={words.email}
          type="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={errorAt('email')}
          first={address !== '' && email === ''}
        />
        <Field
          label={words.password}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={errorAt('password')}
          first={address !== '' && email !== ''}
        />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {words.logIn}
        </Button>
        <button
          type="button"
          className={styles.link}
          onClick={() => setOverlay({ kind: 'join', link: null })}
        >
          {words.haveInvite}
        </button>
        <p className={styles.padNote}>
          <IconNote size={16} stroke={1.75} aria-hidden />
          <span>{words.padNote}</span>
        </p>
      </form>
    </Modal>
  );
}
