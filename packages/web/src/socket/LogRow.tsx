import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowUp,
  IconCircle,
  IconCopy,
  IconPlugConnected,
} from '@tabler/icons-react';
import { toBase64 } from 'lib0/buffer';
import { memo, useState } from 'react';
import type { HeaderList } from '@scratchpad/core/wire';
import { showToast } from '../app/toasts.tsx';
import { formatJson } from '../editors/formatJson.ts';
import { formatBytes, formatDuration } from '../response/format.ts';
import { hexDump } from '../response/hexDump.ts';
import { Segments } from '../response/Segments.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { isMessage, lineOf, type MessageEntry, type SocketEntry } from './socketLog.ts';
import { socketWords as words } from './words.ts';
import styles from './socket.module.css';

const SHOWN_CHARS = 200_000;
const SHOWN_BYTES = 8192;

const ICONS = {
  in: IconArrowDown,
  out: IconArrowUp,
  open: IconPlugConnected,
  refused: IconAlertTriangle,
  problem: IconAlertTriangle,
  note: IconCircle,
} as const;

/** One line of the log, and below it the whole message or handshake when it is open. */
export const LogRow = memo(function LogRow(props: {
  readonly entry: SocketEntry;
  /** Milliseconds since the entry before. */
  readonly sinceMs: number | null;
  readonly isOpen: boolean;
  readonly onToggle: (id: number) => void;
}) {
  const { entry, isOpen } = props;
  const Icon = ICONS[entry.kind];
  const hasMore = isMessage(entry) || 'handshake' in entry;
  const time = (
    <time
      className={styles.time}
      title={props.sinceMs === null ? undefined : words.after(formatDuration(props.sinceMs))}
    >
      {timeText(entry.at)}
    </time>
  );
  const direction =
    entry.kind === 'in' ? words.incoming : entry.kind === 'out' ? words.outgoing : null;
  const content = (
    <>
      <Icon size={14} stroke={2} aria-hidden className={styles.icon} />
      {direction !== null && <span className="sp-visually-hidden">{direction}: </span>}
      <span className={styles.line} data-mono={isMessage(entry) || undefined}>
        {isMessage(entry) ? lineOf(entry.message) : entry.text}
      </span>
      {isMessage(entry) ? (
        <>
          {typeof entry.message !== 'string' && (
            <span className={styles.binary}>{words.binary}</span>
          )}
          <span className={styles.size}>{formatBytes(entry.sizeBytes)}</span>
        </>
      ) : (
        'handshake' in entry && <span className={styles.more}>{words.handshake}</span>
      )}
      {time}
    </>
  );
  return (
    <div className={styles.row} data-kind={entry.kind} data-open={isOpen || undefined}>
      {hasMore ? (
        <button
          type="button"
          className={styles.rowButton}
          aria-expanded={isOpen}
          onClick={() => props.onToggle(entry.id)}
        >
          {content}
        </button>
      ) : (
        <div className={styles.rowButton}>{content}</div>
      )}
      {isOpen && isMessage(entry) && <Message entry={entry} />}
      {isOpen && 'handshake' in entry && <Handshake entry={entry} />}
    </div>
  );
});

type View = keyof typeof words.views;

const VIEWS = (['hex', 'base64', 'text'] as const).map((value) => ({
  value,
  label: words.views[value],
}));

function Message({ entry }: { readonly entry: MessageEntry }) {
  const { message } = entry;
  const [view, setView] = useState<View>(typeof message === 'string' ? 'text' : 'hex');
  const { text, isCut } = shownText(message, view);
  const copy = () => {
    const whole = typeof message === 'string' ? message : shownText(message, view, Infinity).text;
    void navigator.clipboard.writeText(whole).then(() => showToast({ message: words.copied }));
  };
  return (
    <div className={styles.detail}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0} aria-label={words.tabs.message}>
        {text}
      </pre>
      {isCut && <p>{words.shortened(formatBytes(SHOWN_BYTES), formatBytes(entry.sizeBytes))}</p>}
      <div className={styles.detailBar}>
        <Segments label={words.view} value={view} options={VIEWS} onChange={setView} />
        <IconButton label={words.copy} onClick={copy}>
          <IconCopy size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

function shownText(
  message: string | Uint8Array,
  view: View,
  limit = SHOWN_BYTES,
): { text: string; isCut: boolean } {
  if (view === 'text') {
    const text = typeof message === 'string' ? message : new TextDecoder().decode(message);
    if (text.length > SHOWN_CHARS && limit !== Infinity)
      return { text: text.slice(0, SHOWN_CHARS), isCut: true };
    return { text: formatJson(text, { variables: false }) ?? text, isCut: false };
  }
  const bytes = typeof message === 'string' ? new TextEncoder().encode(message) : message;
  const part = bytes.subarray(0, limit);
  return {
    text: view === 'hex' ? hexDump(part) : toBase64(part),
    isCut: part.length < bytes.length,
  };
}

function Handshake({
  entry,
}: {
  readonly entry: Extract<SocketEntry, { readonly kind: 'open' | 'refused' }>;
}) {
  const { request, response } = entry.handshake;
  return (
    <div className={styles.detail}>
      <h4>{words.handshakeRequest}</h4>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0} aria-label={words.handshakeRequest}>
        {[`GET ${request.url}`, ...headerLines(request.headers)].join('\n')}
      </pre>
      <h4>{words.handshakeResponse}</h4>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0} aria-label={words.handshakeResponse}>
        {[
          `${response.status} ${response.statusText}`.trim(),
          ...headerLines(response.headers),
        ].join('\n')}
      </pre>
      {entry.body !== '' && (
        <>
          <h4>{words.refusalBody}</h4>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
          <pre tabIndex={0} aria-label={words.refusalBody}>
            {entry.body}
          </pre>
        </>
      )}
    </div>
  );
}

function headerLines(headers: HeaderList): string[] {
  return headers.map(([name, value]) => `${name}: ${value}`);
}

/** `11:42:08.102`, in the time of this device. */
function timeText(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
