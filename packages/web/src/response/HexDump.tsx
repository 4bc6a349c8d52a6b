import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { formatBytes } from './format.ts';
import { BYTES_PER_LINE, hexDump } from './hexDump.ts';
import { responseWords as words } from './words.ts';
import styles from './bodyView.module.css';

/** More than this has no room: browsers draw nothing higher than some 30 million pixels. */
const MAX_BYTES = 16 * 1024 * 1024;
const LINE_PX = 20;
/** So many bytes are read at a time. */
const PIECE = 4096;

/** Bytes, as far as they are in sight. */
export function HexDump({ body }: { readonly body: Blob }) {
  const scroller = useRef<HTMLDivElement>(null);
  const shown = Math.min(body.size, MAX_BYTES);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoised
  const virtual = useVirtualizer({
    count: Math.ceil(shown / PIECE),
    getScrollElement: () => scroller.current,
    estimateSize: (at) => LINE_PX * Math.ceil(Math.min(PIECE, shown - at * PIECE) / BYTES_PER_LINE),
    overscan: 1,
  });
  return (
    <div className={styles.hexRoot}>
      {shown < body.size && (
        <p className={styles.note}>{words.hexLong(formatBytes(shown), formatBytes(body.size))}</p>
      )}
      <div
        ref={scroller}
        className={styles.hexScroller}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        role="group"
        aria-label={words.tabs.body}
      >
        <div className={styles.hexLines} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => (
            <pre key={key} className={styles.hex} style={{ top: start }}>
              <Piece body={body} from={index * PIECE} to={Math.min(shown, (index + 1) * PIECE)} />
            </pre>
          ))}
        </div>
      </div>
    </div>
  );
}

function Piece({
  body,
  from,
  to,
}: {
  readonly body: Blob;
  readonly from: number;
  readonly to: number;
}) {
  const [text, setText] = useState('');
  useEffect(() => {
    let gone = false;
    void body
      .slice(from, to)
      .arrayBuffer()
      .then((bytes) => {
        if (!gone) setText(hexDump(new Uint8Array(bytes), from));
      });
    return () => {
      gone = true;
    };
  }, [body, from, to]);
  return text;
}
