import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './inlineNotice.module.css';

/** Something that went wrong, or will, where it did: what, what it means, at most two ways on, the code at the right. */
export function InlineNotice(props: {
  readonly tone: 'danger' | 'warn';
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly code?: string | null;
}) {
  return (
    <div role="alert" className={styles.notice} data-tone={props.tone}>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden className={styles.icon} />
      <div className={styles.text}>
        <div className={styles.title}>{props.title}</div>
        <div>{props.children}</div>
        {(props.actions || props.code) && (
          <div className={styles.foot}>
            {props.actions}
            {props.code && <code className={styles.code}>{props.code}</code>}
          </div>
        )}
      </div>
    </div>
  );
}

/** A plain button of a notice. */
export function NoticeButton({
  children,
  onClick,
}: {
  readonly children: ReactNode;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" className={styles.button} onClick={onClick}>
      {children}
    </button>
  );
}
