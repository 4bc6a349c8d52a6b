import { Tooltip } from '@mantine/core';
import { usePeers } from '../app/linkContext.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { workspaceWords as words } from '../workspaces/words.ts';
import styles from './shell.module.css';

const MAX_SHOWN = 4;

/** Who else has this workspace open. */
export function Presence() {
  const peers = usePeers();
  if (peers.length === 0) return null;
  const label = words.peers(peers.map(({ name }) => name).join(', '));
  const more = peers.length - MAX_SHOWN;
  return (
    <Tooltip label={label}>
      <span className={styles.people} role="img" aria-label={label}>
        {peers.slice(0, MAX_SHOWN).map(({ id, name }) => (
          <Avatar key={id} id={id} name={name} />
        ))}
        {more > 0 && <span className={styles.morePeople}>+{more}</span>}
      </span>
    </Tooltip>
  );
}
