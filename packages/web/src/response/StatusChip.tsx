import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StatusTone } from './format.ts';
import styles from './responseFacts.module.css';

/** A word about an outcome, in its colour. */
export function StatusChip(props: {
  readonly tone: StatusTone;
  readonly icon?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <span className={styles.chip} data-tone={props.tone}>
      {props.icon && <IconAlertTriangle size={14} stroke={2} aria-hidden />}
      {props.children}
    </span>
  );
}
