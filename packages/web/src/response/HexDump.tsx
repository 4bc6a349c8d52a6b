import { useEffect, useState } from 'react';
import { formatBytes } from './format.ts';
import { responseWords as words } from './words.ts';
import styles from './bodyView.module.css';

const SHOWN = 4096;
const WIDTH = 16;

function dump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const row = [...bytes.subarray(at, at + WIDTH)];
    const hex = row
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(' ')
      .padEnd(WIDTH * 3 - 1);
    const text = row
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
      .join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex}  ${text}`);
  }
  return lines.join('\n');
}

/** The beginning of binary data, as bytes. */
export function HexDump({ body }: { readonly body: Blob }) {
  const [text, setText] = useState('');
  useEffect(() => {
    let gone = false;
    void body
      .slice(0, SHOWN)
      .arrayBuffer()
      .then((bytes) => {
        if (!gone) setText(dump(new Uint8Array(bytes)));
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
