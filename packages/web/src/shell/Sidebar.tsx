import { type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { closeDrawer, SIDEBAR, setSidebar, useSidebar } from '../app/sidebarState.ts';
import { appWords } from '../app/words.ts';
import styles from './shell.module.css';

const STEP_PX = 16;

/** The sidebar with its edge to drag. Below 900 px it lies over the page. */
export function Sidebar({ children }: { readonly children: ReactNode }) {
  const { width, open } = useSidebar();
  if (!open) return null;

  const resize = (next: number) => {
    if (next < SIDEBAR.snap) setSidebar({ open: false });
    else setSidebar({ width: Math.min(SIDEBAR.max, Math.max(SIDEBAR.min, Math.round(next))) });
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const left =
      (handle.parentElement?.getBoundingClientRect().left ?? 0) +
      event.clientX -
      handle.getBoundingClientRect().right +
      5;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => resize(move.clientX - left);
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
    };
    event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') resize(width - STEP_PX);
    else if (event.key === 'ArrowRight') resize(width + STEP_PX);
    else if (event.key === 'Home') resize(SIDEBAR.min);
    else if (event.key === 'End') resize(SIDEBAR.max);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <button
        type="button"
        className={styles.scrim}
        aria-label={appWords.toggleSidebar}
        onClick={closeDrawer}
      />
      <aside className={styles.sidebar} style={{ width }} aria-label="Sidebar" data-region>
        {children}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a focusable separator is a widget (WAI-ARIA) */}
        <div
          role="separator"
          tabIndex={0}
          className={styles.sash}
          aria-label={appWords.resizeSidebar}
          aria-orientation="vertical"
          aria-valuenow={width}
          aria-valuemin={SIDEBAR.min}
          aria-valuemax={SIDEBAR.max}
          onPointerDown={onPointerDown}
          onKeyDown={onKeyDown}
          onDoubleClick={() => setSidebar({ width: SIDEBAR.initial })}
        />
      </aside>
    </>
  );
}
