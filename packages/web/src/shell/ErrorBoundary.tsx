import { Button } from '@mantine/core';
import type { DocStore } from '@scratchpad/core';
import { Component, type ReactNode } from 'react';
import { exportAll } from '../app/tryExport.ts';
import { appWords } from '../app/words.ts';
import styles from './shell.module.css';

/** What is shown when a component throws: what happened, and the two things that help. */
export class ErrorBoundary extends Component<
  { readonly store: DocStore | null; readonly children: ReactNode },
  { readonly error: Error | null }
> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    const { store } = this.props;
    if (!error) return this.props.children;
    return (
      <div className={styles.crash} role="alert">
        <h1>{appWords.crashTitle}</h1>
        <p>{appWords.crashBody}</p>
        <pre>{error.stack ?? error.message}</pre>
        <div>
          <Button onClick={() => location.reload()}>{appWords.reload}</Button>
          {store && (
            <Button variant="default" onClick={() => exportAll(store)}>
              {appWords.exportNow}
            </Button>
          )}
        </div>
      </div>
    );
  }
}
