import { useState } from 'react';
import { explainError } from './explainError.ts';

/** What a form waits for, and what went wrong: at one of its fields. */
export interface Submit<FieldName extends string> {
  readonly busy: boolean;
  /** The message at a field, or null. */
  readonly errorAt: (field: FieldName) => string | null;
  readonly fail: (field: FieldName, message: string) => void;
  /** Runs the work; what it rejects with stands at `field`. */
  readonly run: (
    server: string,
    field: FieldName | ((error: unknown) => FieldName),
    work: () => Promise<void>,
  ) => void;
}

/** See {@link Submit}. */
export function useSubmit<FieldName extends string>(): Submit<FieldName> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ field: FieldName; message: string } | null>(null);
  const perform = async (...[server, field, work]: Parameters<Submit<FieldName>['run']>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      const at = typeof field === 'function' ? field(thrown) : field;
      setError({ field: at, message: explainError(thrown, server) });
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    errorAt: (field) => (error?.field === field ? error.message : null),
    // A new object each time, so that the field takes the keyboard again.
    fail: (field, message) => setError({ field, message }),
    run: (...parts) => void perform(...parts),
  };
}
