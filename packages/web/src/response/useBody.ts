import { useEffect, useState } from 'react';
import type { TextStream } from '../editors/textStream.ts';
import { type BodyKind, detectBodyKind } from './bodyKind.ts';
import { readText } from './readText.ts';

/** What a body is; that of the body before until this one is known, so that nothing flickers. */
export function useBodyKind(body: Blob, contentType: string): BodyKind | null {
  const [kind, setKind] = useState<BodyKind | null>(null);
  useEffect(() => {
    let gone = false;
    void detectBodyKind(body, contentType).then((found) => {
      if (!gone) setKind(found);
    });
    return () => {
      gone = true;
    };
  }, [body, contentType]);
  return kind;
}

/** The text of a body, or why it cannot be read. `body` null: nothing is read. */
export function useBodyText(
  body: Blob | null,
  options: { readonly charset: string; readonly language: string; readonly pretty: boolean },
): { readonly stream: TextStream | null; readonly problem: string | null } {
  const { charset, language, pretty } = options;
  const [state, setState] = useState<{ stream: TextStream | null; problem: string | null }>({
    stream: null,
    problem: null,
  });
  useEffect(() => {
    if (!body) return undefined;
    const leave = new AbortController();
    readText(body, { charset, language, pretty }, leave.signal).then(
      (stream) => {
        if (!leave.signal.aborted) setState({ stream, problem: null });
      },
      (thrown: unknown) => {
        const problem = thrown instanceof Error ? thrown.message : String(thrown);
        if (!leave.signal.aborted) setState({ stream: null, problem });
      },
    );
    return () => leave.abort();
  }, [body, charset, pretty, language]);
  return state;
}
