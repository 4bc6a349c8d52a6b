import { Tooltip } from '@mantine/core';
import type { MouseEventHandler, ReactNode, Ref } from 'react';
import styles from './iconButton.module.css';

/** A square button with an icon, its name as tooltip and accessible name. `pressed` makes it a toggle. */
export function IconButton(props: {
  readonly label: string;
  readonly children: ReactNode;
  readonly onClick?: MouseEventHandler<HTMLButtonElement>;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  /** Added to the button's own; a menu gives one to what opens it. */
  readonly className?: string;
}) {
  const { label, children, pressed, className, ...rest } = props;
  return (
    <Tooltip label={label} openDelay={400}>
      <button
        type="button"
        className={`${styles.button} ${className ?? ''}`}
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}
