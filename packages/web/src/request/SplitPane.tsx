import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { requestWords } from './words.ts';
import styles from './splitPane.module.css';

/** How two panes lie: one above the other, or side by side. */
export type SplitLayout = 'stacked' | 'side';

const KEY = 'scratchpad.split.';
const STEP_PX = 16;
/** Least share of each pane, in percent. */
const LEAST = { stacked: 12, side: 25 } as const;

function readShare(layout: SplitLayout): number {
  const stored = Number(localStorage.getItem(KEY + layout));
  return stored > 0 && stored < 100 ? stored : 50;
}

/** Two panes with a handle between them; the share of the first is kept per layout. Double click: halves. */
export function SplitPane(props: {
  readonly layout: SplitLayout;
  readonly first: ReactNode;
  readonly second: ReactNode;
}) {
  const { layout } = props;
  const root = useRef<HTMLDivElement>(null);
  const [shares, setShares] = useState(() => ({
    stacked: readShare('stacked'),
    side: readShare('side'),
  }));
  const share = shares[layout];
  const least = LEAST[layout];

  const set = (next: number) => {
    const clamped = Math.min(100 - least, Math.max(least, next));
    setShares((all) => ({ ...all, [layout]: clamped }));
    localStorage.setItem(KEY + layout, String(Math.round(clamped * 10) / 10));
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.focus();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const onMove = (moved: globalThis.PointerEvent) => {
      const rect = root.current?.getBoundingClientRect();
      if (!rect) return;
      set(
        layout === 'stacked'
          ? ((moved.clientY - rect.top) / rect.height) * 100
          : ((moved.clientX - rect.left) / rect.width) * 100,
      );
    };
    const onEnd = () => {
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('lostpointercapture', onEnd);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('lostpointercapture', onEnd);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const size = root.current?.[layout === 'stacked' ? 'clientHeight' : 'clientWidth'] ?? 0;
    const step = size > 0 ? (STEP_PX / size) * 100 : 0;
    const [less, more] =
      layout === 'stacked' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    if (event.key === less) set(share - step);
    else if (event.key === more) set(share + step);
    else if (event.key === 'Home') set(least);
    else if (event.key === 'End') set(100 - least);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={root} className={styles.root} data-layout={layout}>
      <div className={styles.pane} style={{ flex: `${share} 1 0` }}>
        {props.first}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a focusable separator is a widget (WAI-ARIA) */}
      <div
        role="separator"
        tabIndex={0}
        className={styles.handle}
        aria-label={requestWords.split}
        aria-orientation={layout === 'stacked' ? 'horizontal' : 'vertical'}
        aria-valuenow={Math.round(share)}
        aria-valuemin={least}
        aria-valuemax={100 - least}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
        onDoubleClick={() => set(50)}
      >
        <span className={styles.grip} />
      </div>
      <div className={styles.pane} style={{ flex: `${100 - share} 1 0` }}>
        {props.second}
      </div>
    </div>
  );
}
