/** Toasts: what was just done, with one way back. */
import { type NotificationData, notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import styles from './toasts.module.css';

const SHOWN_MS = 8000;

/** What a toast says. */
export interface Toast {
  readonly message: ReactNode;
  readonly action?: { readonly label: string; readonly onClick: () => void } | undefined;
  /** Stays until it is closed. For errors. */
  readonly sticky?: boolean;
}

/** Shows a toast for 8 seconds; it stays while the pointer or the focus is on it. */
export function showToast({ message, action, sticky }: Toast): void {
  const autoClose = sticky ? false : SHOWN_MS;
  const shown: NotificationData = {
    autoClose,
    onFocusCapture: () => notifications.update({ ...shown, id, autoClose: false }),
    onBlurCapture: () => notifications.update({ ...shown, id, autoClose }),
    withBorder: false,
    classNames: {
      root: styles.root ?? '',
      body: styles.body ?? '',
      description: styles.description ?? '',
    },
    message: (
      <span role="status" className={styles.row}>
        <span className={styles.text}>{message}</span>
        {action && (
          <button
            type="button"
            className={styles.action}
            onClick={() => {
              notifications.hide(id);
              action.onClick();
            }}
          >
            {action.label}
          </button>
        )}
      </span>
    ),
    closeButtonProps: { 'aria-label': 'Close' },
  };
  const id = notifications.show(shown);
}
