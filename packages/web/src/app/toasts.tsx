/** Toasts: what was just done, where it is, and the way back. */
import { type NotificationData, notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import styles from './toasts.module.css';

const SHOWN_MS = 8000;

/** A button of a toast. It closes the toast. */
export interface ToastAction {
  readonly label: string;
  readonly onClick: () => void;
}

/** What a toast says. */
export interface Toast {
  readonly message: ReactNode;
  readonly action?: ToastAction | undefined;
  /** Where to look at it; stands before the action. */
  readonly show?: ToastAction | undefined;
  /** Stays until it is closed. For errors. */
  readonly sticky?: boolean;
  readonly onClose?: () => void;
}

/** Shows a toast for 8 seconds; it stays while the pointer or the focus is on it. What comes back hides it. */
export function showToast({ message, action, show, sticky, onClose }: Toast): () => void {
  const autoClose = sticky ? false : SHOWN_MS;
  const shown: NotificationData = {
    autoClose,
    onFocusCapture: () => notifications.update({ ...shown, id, autoClose: false }),
    onBlurCapture: () => notifications.update({ ...shown, id, autoClose }),
    ...(onClose && { onClose }),
    withBorder: false,
    classNames: {
      root: styles.root ?? '',
      body: styles.body ?? '',
      description: styles.description ?? '',
    },
    message: (
      <span role="status" className={styles.row}>
        <span className={styles.text}>{message}</span>
        {[show, action].map(
          (button) =>
            button && (
              <button
                key={button.label}
                type="button"
                className={styles.action}
                onClick={() => {
                  notifications.hide(id);
                  button.onClick();
                }}
              >
                {button.label}
              </button>
            ),
        )}
      </span>
    ),
    closeButtonProps: { 'aria-label': 'Close' },
  };
  const id = notifications.show(shown);
  return () => notifications.hide(id);
}
