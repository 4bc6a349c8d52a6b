import { Button, Modal } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { showToast } from '../app/toasts.tsx';
import { accounts } from './accounts.ts';
import { explainError } from './explainError.ts';
import { Field } from '../ui/Field.tsx';
import { serverName } from './serverAddress.ts';
import type { ServerApi } from './serverApi.ts';
import { useSubmit } from './useSubmit.ts';
import { formatDate } from '../ui/formatDate.ts';
import { workspaceWords as words } from './words.ts';
import styles from './dialogs.module.css';

type Session = Awaited<ReturnType<ServerApi['sessions']>>[number];

const BROWSERS = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'] as const;
const BROWSER_NAMES = { Edg: 'Edge', OPR: 'Opera' } as const;
const SYSTEMS = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac', 'Linux'] as const;

/** What a session runs on, in two words. What a browser says of itself is rough enough for that. */
function deviceOf(userAgent: string): string {
  const browser = BROWSERS.find((name) => userAgent.includes(`${name}/`));
  const system = SYSTEMS.find((name) => userAgent.includes(name));
  if (!browser || !system) return userAgent.slice(0, 40) || words.unknownDevice;
  const name = browser in BROWSER_NAMES ? BROWSER_NAMES[browser as 'Edg'] : browser;
  return words.deviceOf(name, system);
}

/** The password of an account, and where it is logged in. */
export function AccountDialog(props: { readonly server: string; readonly onClose: () => void }) {
  const { server } = props;
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [sessions, setSessions] = useState<readonly Session[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const { busy, errorAt, fail, run } = useSubmit<'current' | 'next'>();

  const load = async () => setSessions(await accounts.api(server).sessions());
  const attempt = async (work: () => Promise<void>) => {
    setError(null);
    try {
      await work();
      await load();
    } catch (thrown) {
      setError(explainError(thrown, server));
    }
  };
  useEffect(() => {
    void attempt(async () => undefined);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each server
  }, [server]);

  const change = (event: FormEvent) => {
    event.preventDefault();
    if (next.length < 10) return fail('next', words.errors.password);
    run(server, 'current', async () => {
      await accounts.changePassword(server, current, next);
      setCurrent('');
      setNext('');
      showToast({ message: words.passwordChanged });
      await attempt(async () => undefined);
    });
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.accountTitle(serverName(server))}
      size={560}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <div className={styles.form}>
        <form className={styles.form} aria-label={words.passwordHead} onSubmit={change} noValidate>
          <Field
            label={words.currentPassword}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
            error={errorAt('current')}
            first
          />
          <Field
            label={words.newPassword}
            type="password"
            autoComplete="new-password"
            value={next}
            onChange={setNext}
            hint={words.passwordHint}
            error={errorAt('next')}
          />
          <div className={styles.foot}>
            <Button type="submit" loading={busy} disabled={current === '' || next === ''}>
              {words.changePassword}
            </Button>
          </div>
        </form>
        {error !== null && (
          <p className={styles.formError} role="alert">
            {error}
          </p>
        )}
        <section className={styles.section} aria-label={words.sessionsHead}>
          <h3>{words.sessionsHead}</h3>
          <ul className={styles.members} aria-busy={sessions === null}>
            {sessions?.map(({ id, userAgent, lastSeenAt, isCurrent }) => (
              <li key={id}>
                <span className={styles.memberName}>
                  <strong>{deviceOf(userAgent)}</strong>
                  <small>{words.lastSeen(formatDate(Date.parse(lastSeenAt)))}</small>
                </span>
                {isCurrent ? (
                  <span>{words.thisSession}</span>
                ) : (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={words.endSessionOf(deviceOf(userAgent))}
                    onClick={() => void attempt(() => accounts.api(server).endSession(id))}
                  >
                    {words.endSession}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Modal>
  );
}
