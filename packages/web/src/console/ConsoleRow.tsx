import { IconAlertTriangle, IconArrowRight, IconChevronRight, IconX } from '@tabler/icons-react';
import type { ConnectionInfo, HeaderList } from '@scratchpad/core/wire';
import type { ConsoleEntry, ConsoleRequest } from './consoleLog.ts';
import { consoleWords as words } from './words.ts';
import styles from './console.module.css';

const ICON = { size: 14, stroke: 2 } as const;

/** One entry; a click opens what is under it. */
export function ConsoleRow(props: {
  readonly entry: ConsoleEntry;
  readonly isOpen: boolean;
  readonly onToggle: (id: number) => void;
}) {
  const { entry, isOpen } = props;
  const line = (
    <>
      <span className={styles.time}>{timeText(entry.at)}</span>
      <LevelIcon entry={entry} />
      <span className={styles.text}>{entry.text}</span>
      <span className={styles.source}>{entry.source}</span>
    </>
  );
  if (entry.details === null) return <div className={styles.line}>{line}</div>;
  return (
    <>
      <button
        type="button"
        className={styles.line}
        aria-expanded={isOpen}
        onClick={() => props.onToggle(entry.id)}
      >
        {line}
        <IconChevronRight {...ICON} aria-hidden className={styles.twisty} />
      </button>
      {isOpen &&
        (typeof entry.details === 'string' ? (
          <pre className={styles.details}>{entry.details}</pre>
        ) : (
          <Request request={entry.details} />
        ))}
    </>
  );
}

function LevelIcon({ entry: { level, details } }: { readonly entry: ConsoleEntry }) {
  if (level === 'log' && details !== null && typeof details === 'object')
    return <IconArrowRight {...ICON} className={styles.icon} aria-hidden />;
  if (level === 'log') return <span className={styles.icon} />;
  return (
    <span className={styles.icon} role="img" aria-label={words.levels[level]}>
      {level === 'error' ? <IconX {...ICON} /> : <IconAlertTriangle {...ICON} />}
    </span>
  );
}

function Request({ request }: { readonly request: ConsoleRequest }) {
  const { hops } = request;
  return (
    <div className={styles.details}>
      {request.error !== null && <Part title={words.error} text={request.error} />}
      {request.notes.length > 0 && <Part title={words.notes} text={request.notes.join('\n')} />}
      {hops.length === 0 ? (
        <>
          <Headers title={words.sentHeaders} headers={request.headers} />
          <Headers title={words.receivedHeaders} headers={request.responseHeaders} />
        </>
      ) : (
        hops.map((hop) => (
          <div key={hop.index}>
            {hops.length > 1 && <h3>{words.hop(hop.index + 1, hops.length)}</h3>}
            <p className={styles.wire}>{`${hop.request.method} ${hop.request.url}`}</p>
            <Connection connection={hop.connection} />
            <Headers title={words.sentHeaders} headers={hop.request.headers} />
            <p className={styles.wire}>
              {`${hop.response.httpVersion} ${hop.response.status} ${hop.response.statusText}`}
            </p>
            <Headers title={words.receivedHeaders} headers={hop.response.headers} />
          </div>
        ))
      )}
      {request.body !== '' && <Part title={words.sentBody} text={request.body} />}
      {request.responseBody !== '' && (
        <Part title={words.receivedBody} text={request.responseBody} />
      )}
    </div>
  );
}

/** What of a connection is worth a word: a proxy, and a certificate that nobody vouches for. */
function Connection({ connection: { proxy, tls } }: { readonly connection: ConnectionInfo }) {
  const notes = [
    ...(proxy ? [words.throughProxy(proxy)] : []),
    ...(tls && !tls.authorized ? [words.untrusted(tls.subject, tls.authorizationError ?? '')] : []),
  ];
  return notes.length === 0 ? null : <Part title={words.connection} text={notes.join('\n')} />;
}

function Headers({ title, headers }: { readonly title: string; readonly headers: HeaderList }) {
  if (headers.length === 0) return null;
  return (
    <Part title={title} text={headers.map(([name, value]) => `${name}: ${value}`).join('\n')} />
  );
}

function Part({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <h4>{title}</h4>
      <pre>{text}</pre>
    </>
  );
}

function timeText(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour12: false });
}
