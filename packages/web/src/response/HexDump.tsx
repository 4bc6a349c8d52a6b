import { useEffect, useState } from 'react';
import { formatBytes } from './format.ts';
import { hexDump } from './hexDump.ts';
import { responseWords as words } from './words.ts';
import styles from './bodyView.module.css';

const SHOWN = 4096;
/** The beginning of binary data, as bytes. */
export function HexDump({ body }: { readonly body: Blob }) {
  const [text, setText] = useState('');
  useEffect(() => {
    let gone = false;
    void body
      .slice(0, SHOWN)
      .arrayBuffer()
      .then((bytes) => {
        if (!gone) setText(hexDump(new Uint8Array(bytes)));
      });
    return () => {
      gone = true;
    };
  }, [body]);
  return (
    <div className={styles.note}>
      <p>
        {words.binary(formatBytes(body.size))}{' '}
        {body.size > SHOWN && words.binaryLong(formatBytes(SHOWN))}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <pre className={styles.hex} tabIndex={0} aria-label={words.tabs.body}>
        {text}
      </pre>
    </div>
  );
}
