import { usePeersAt } from '../app/linkContext.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { workspaceWords as words } from '../workspaces/words.ts';
import styles from './peersAt.module.css';

const MAX_SHOWN = 3;

/** Who else has something open, beside its name. The list of all who are here says it in words. */
export function PeersAt({ id }: { readonly id: string }) {
  const peers = usePeersAt(id);
  if (peers.length === 0) return null;
  return (
    <span
      className={styles.peers}
      title={words.openAt(peers.map(({ name }) => name).join(', '))}
      aria-hidden
    >
      {peers.slice(0, MAX_SHOWN).map((peer) => (
        <Avatar key={peer.id} id={peer.id} name={peer.name} small />
      ))}
    </span>
  );
}
