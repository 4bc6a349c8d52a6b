import type { NodeKind } from '@scratchpad/core';
import styles from './methodLabel.module.css';

const COLORS: Readonly<Record<string, string>> = {
  GET: 'var(--sp-m-get)',
  POST: 'var(--sp-m-post)',
  PUT: 'var(--sp-m-put)',
  PATCH: 'var(--sp-m-patch)',
  DELETE: 'var(--sp-m-delete)',
};

/** The colour of a method's label. */
export function methodColor(method: string): string {
  return COLORS[method.toUpperCase()] ?? 'var(--sp-m-other)';
}

const SHORT: Readonly<Record<string, string>> = { DELETE: 'DEL', OPTIONS: 'OPT' };

/** A request's method in its colour; `short` where a column of 38 px holds it. A WebSocket request is outlined. */
export function MethodLabel(props: {
  readonly kind: NodeKind;
  readonly method: string;
  readonly short?: boolean;
}) {
  if (props.kind === 'ws') return <span className={styles.ws}>WS</span>;
  const method = props.method.toUpperCase() || 'GET';
  const text = props.short ? (SHORT[method] ?? method.slice(0, 5)) : method;
  return (
    <span className={styles.method} style={{ color: methodColor(method) }}>
      {text}
    </span>
  );
}
