import { unifiedMergeView } from '@codemirror/merge';
import { errorMessage } from '@scratchpad/core';
import { useEffect, useMemo, useState } from 'react';
import { CodeEditor } from '../editors/CodeEditor.tsx';
import { TextStream } from '../editors/textStream.ts';
import { detectBodyKind } from './bodyKind.ts';
import { prettyText } from './prettyText.ts';
import { responseWords as words } from './words.ts';
import styles from './bodyView.module.css';

/** Larger bodies are not compared: finding what differs takes more than it tells. */
const MAX_BYTES = 2 * 1024 * 1024;

/** An answer to compare with. */
export interface EarlierAnswer {
  readonly body: Blob;
  readonly contentType: string;
  /** When it was sent for, milliseconds since 1970. */
  readonly at: number;
}

/** Finds the answer before; undefined when there is none. */
export type FindEarlier = () => Promise<EarlierAnswer | undefined>;

interface Pair {
  readonly before: string;
  readonly after: string;
  readonly at: number;
}

/** What has changed in a body since the answer before, both indented alike. */
export function CompareView(props: {
  readonly body: Blob;
  readonly contentType: string;
  readonly findEarlier: FindEarlier;
}) {
  const { body, contentType, findEarlier } = props;
  const [state, setState] = useState<Pair | string | null>(null);
  useEffect(() => {
    let gone = false;
    readPair({ body, contentType }, findEarlier).then(
      (pair) => {
        if (!gone) setState(pair);
      },
      (thrown: unknown) => {
        if (!gone) setState(words.unreadable(errorMessage(thrown)));
      },
    );
    return () => {
      gone = true;
    };
  }, [body, contentType, findEarlier]);
  if (state === null) return <p className={styles.note} aria-busy="true" />;
  if (typeof state === 'string') return <p className={styles.note}>{state}</p>;
  return <Changes pair={state} />;
}

function Changes({ pair }: { readonly pair: Pair }) {
  const { before, after, at } = pair;
  const stream = useMemo(() => TextStream.of(after), [after]);
  const more = useMemo(
    () => () =>
      Promise.resolve(
        unifiedMergeView({
          original: before,
          mergeControls: false,
          collapseUnchanged: { margin: 3, minSize: 6 },
        }),
      ),
    [before],
  );
  const time = new Date(at).toLocaleString(undefined, { hour12: false });
  return (
    <div className={styles.compare}>
      <p className={styles.note} role="status">
        {before === after ? words.sameAs(time) : words.comparedWith(time)}
      </p>
      <div className={styles.compareText}>
        <CodeEditor
          source={{ stream }}
          language="text"
          label={words.compared}
          wrap
          more={before === after ? undefined : more}
        />
      </div>
    </div>
  );
}

/** Both texts, or in words why they are not compared. */
async function readPair(
  now: Pick<EarlierAnswer, 'body' | 'contentType'>,
  findEarlier: FindEarlier,
): Promise<Pair | string> {
  const earlier = await findEarlier();
  if (!earlier) return words.noEarlier;
  if (Math.max(now.body.size, earlier.body.size) > MAX_BYTES) return words.tooLargeToCompare;
  const [before, after] = await Promise.all([earlier, now].map(readPretty));
  if (before === undefined || after === undefined) return words.notComparable;
  return { before, after, at: earlier.at };
}

async function readPretty({
  body,
  contentType,
}: Pick<EarlierAnswer, 'body' | 'contentType'>): Promise<string | undefined> {
  const kind = await detectBodyKind(body, contentType);
  return kind.isBinary ? undefined : prettyText(body, kind.charset, kind.language);
}
