import type { Scopes } from '@scratchpad/core';
import { type Ref, useMemo } from 'react';
import { toSegments } from './variableSegments.ts';
import styles from './variableField.module.css';

/** The text of a field with its variables coloured; lies over the field's own text, which is then transparent. */
export function VariableMirror({
  value,
  scopes,
  ref,
}: {
  readonly value: string;
  readonly scopes: Scopes;
  readonly ref: Ref<HTMLDivElement>;
}) {
  const segments = useMemo(() => toSegments(value, scopes), [value, scopes]);
  return (
    <div className={styles.mirror} aria-hidden="true">
      <div ref={ref} className={styles.mirrorText}>
        {segments.map((segment) =>
          segment.name === null ? (
            segment.text
          ) : (
            <span
              key={segment.from}
              className={segment.resolved ? 'sp-var' : 'sp-var sp-var-unresolved'}
              data-name={segment.name}
            >
              {segment.text}
            </span>
          ),
        )}
      </div>
    </div>
  );
}
