import { Button, Modal } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { homeOf } from '../app/documentPath.ts';
import { setOverlay } from '../app/overlays.ts';
import { accounts, useAccounts } from './accounts.ts';
import { Field } from '../ui/Field.tsx';
import { parseServerLink, type ServerLink, serverName } from './serverAddress.ts';
import { useSubmit } from './useSubmit.ts';
import { workspaceWords as words } from './words.ts';
import styles from './dialogs.module.css';

/** Sets up a server, or joins a workspace, by the link that somebody gave. */
export function JoinDialog(props: {
  readonly link: ServerLink | null;
  readonly onClose: () => void;
}) {
  const [link, setLink] = useState(props.link);
  const title = !link
    ? words.joinTitle
    : link.kind === 'setup'
      ? words.setupTitle
      : words.inviteTitle;
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={title}
      size={420}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      {link ? <JoinForm link={link} onClose={props.onClose} /> : <LinkForm onLink={setLink} />}
    </Modal>
  );
}

function LinkForm({ onLink }: { readonly onLink: (link: ServerLink) => void }) {
  const [text, setText] = useState('');
  const { errorAt, fail } = useSubmit<'link'>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const link = parseServerLink(text);
    if (link) onLink(link);
    else fail('link', words.badLink);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label={words.linkLabel}
        value={text}
        onChange={setText}
        hint={words.linkHint}
        error={errorAt('link')}
        first
      />
      <Button type="submit" size="md" fullWidth>
        {words.continue}
      </Button>
    </form>
  );
}

function JoinForm(props: { readonly link: ServerLink; readonly onClose: () => void }) {
  const { kind, server, token } = props.link;
  const { servers } = useAccounts();
  const account = servers.find(({ url, token: session }) => url === server && session !== null);
  const joinsAs = kind === 'invite' ? account?.user : undefined;
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, errorAt, fail, run } = useSubmit<'name' | 'email' | 'password'>();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (joinsAs) {
      run(server, 'password', () => accept({}));
      return;
    }
    if (name.trim() === '') return fail('name', words.errors.name);
    if (!/^\S+@\S+$/.test(email.trim())) return fail('email', words.errors.email);
    if (password.length < 10) return fail('password', words.errors.password);
    const person = { name: name.trim(), email: email.trim(), password };
    run(server, 'password', async () => {
      if (kind === 'invite') return accept(person);
      await accounts.setUp(server, { setupToken: token, ...person });
      setOverlay({ kind: 'create-workspace', server });
    });
  };
  const accept = async (person: { name?: string; email?: string; password?: string }) => {
    const workspace = await accounts.acceptInvite(server, token, person);
    props.onClose();
    navigate(homeOf(workspace.id));
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p>
        {kind === 'setup'
          ? words.setupIntro(serverName(server))
          : words.inviteIntro(serverName(server))}
      </p>
      {joinsAs ? (
        <>
          <p>{words.inviteAs(joinsAs.name, joinsAs.email)}</p>
          <p className={styles.formError} role="alert">
            {errorAt('password')}
          </p>
        </>
      ) : (
        <>
          <Field
            label={words.name}
            autoComplete="name"
            value={name}
            onChange={setName}
            error={errorAt('name')}
            first
          />
          <Field
            label={words.email}
            type="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
            error={errorAt('email')}
          />
          <Field
            label={words.password}
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={setPassword}
            hint={words.passwordHint}
            error={errorAt('password')}
          />
        </>
      )}
      <Button
        type="submit"
        size="md"
        fullWidth
        loading={busy}
        data-autofocus={joinsAs !== undefined}
      >
        {kind === 'setup' ? words.setupSubmit : words.inviteSubmit}
      </Button>
      {!joinsAs && kind === 'invite' && (
        <button
          type="button"
          className={styles.link}
          onClick={() => setOverlay({ kind: 'log-in', server })}
        >
          {words.haveAccount}
        </button>
      )}
      <p className={styles.padNote}>
        <IconNote size={16} stroke={1.75} aria-hidden />
        <span>{words.padNote}</span>
      </p>
    </form>
  );
}
