import { Modal } from '@mantine/core';
import type { AuditList } from '@scratchpad/core/wire';
import { useEffect, useState } from 'react';
import { dayLabel, startOfDay } from '../history/historyRows.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { accounts } from './accounts.ts';
import { describeActivity } from './describeActivity.ts';
import { explainError } from './explainError.ts';
import { workspaceWords as words } from './words.ts';
import styles from './dialogs.module.css';

/** What happened in a workspace, day by day, for its owners. */
export function ActivityDialog(props: {
  readonly workspace: string;
  readonly onClose: () => void;
}) {
  const id = props.workspace;
  const url = accounts.serverOf(id)?.url ?? '';
  const [read, setRead] = useState<{ readonly list: AuditList; readonly now: number } | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    accounts
      .api(url)
      .activity(id)
      .then(
        (list) => setRead({ list, now: Date.now() }),
        (thrown: unknown) => setError(explainError(thrown, url)),
      );
  }, [id, url]);
  const { entries: all = [], people = {} } = read?.list ?? {};
  const days = Map.groupBy(all, ({ at }) => startOfDay(Date.parse(at)));
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.activityTitle(accounts.workspace(id)?.name ?? '')}
      size={560}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <div className={styles.form} aria-busy={read === null && error === null}>
        {error !== null && (
          <p className={styles.formError} role="alert">
            {error}
          </p>
        )}
        {[...days].map(([day, entries]) => (
          <section key={day} aria-label={dayLabel(day, read?.now ?? day)}>
            <h3 className={styles.day}>{dayLabel(day, read?.now ?? day)}</h3>
            <ul className={styles.members}>
              {entries.map(({ at, userId, action, detail }) => (
                <li key={`${at} ${action} ${userId} ${Object.values(detail).join(' ')}`}>
                  {userId !== null && (
                    <Avatar id={userId} name={people[userId] ?? words.somebody} />
                  )}
                  <span className={styles.memberName}>
                    {describeActivity({ userId, action, detail }, people)}
                  </span>
                  <small>
                    {new Date(at).toLocaleTimeString(undefined, { timeStyle: 'short' })}
                  </small>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
