import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useViewState } from '../request/viewState.ts';
import { InlineNotice, NoticeButton } from '../response/InlineNotice.tsx';
import type { ScriptsReport } from '../send/outcome.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { VisualizerFrame } from './VisualizerFrame.tsx';
import { visualizerWords as words } from './words.ts';
import styles from './visualizer.module.css';

/** What a script drew with `pm.visualizer.set`. Nothing of it reaches the network before a person allows that. */
export function Visualizer(props: {
  /** What the permission holds for. */
  readonly name: string;
  /** What the scripts did; none ran without it. */
  readonly report: ScriptsReport | undefined;
}) {
  const visualization = props.report ? props.report.visualization : null;
  const [allowed, setAllowed] = useViewState(`visualizer-remote:${props.name}`, false);
  const [round, setRound] = useState(0);
  const [blocked, setBlocked] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const restart = () => {
    setBlocked([]);
    setProblem(null);
    setRound(round + 1);
  };
  // Another answer is drawn afresh.
  const [shown, setShown] = useState(visualization);
  if (shown !== visualization) {
    setShown(visualization);
    restart();
  }
  if (!visualization) {
    return <p className={styles.note}>{visualization === null ? words.none : words.tooLarge}</p>;
  }
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <p className={styles.said}>{allowed ? words.remote : words.confined}</p>
        <IconButton label={words.reload} onClick={restart}>
          <IconRefresh size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
      {blocked.length > 0 && !allowed && (
        <InlineNotice
          tone="warn"
          title={words.blockedTitle}
          actions={
            <NoticeButton
              onClick={() => {
                setAllowed(true);
                restart();
              }}
            >
              {words.allow}
            </NoticeButton>
          }
        >
          {words.blocked(blocked)}
        </InlineNotice>
      )}
      {problem !== null && (
        <InlineNotice tone="danger" title={words.failedTitle}>
          {problem}
        </InlineNotice>
      )}
      <VisualizerFrame
        key={`${round} ${allowed}`}
        visualization={visualization}
        isRemote={allowed}
        onBlocked={(place) => setBlocked((all) => (all.includes(place) ? all : [...all, place]))}
        onFailed={setProblem}
      />
    </div>
  );
}
