import { HoverCard } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { endOf, errorOf, headOf, hopsOf, type Outcome } from '../send/outcome.ts';
import { formatBytes, formatDuration, formatStatus, statusTone } from './format.ts';
import { PhasesBar } from './PhasesBar.tsx';
import { StatusChip } from './StatusChip.tsx';
import { responseWords as words } from './words.ts';
import styles from './responseFacts.module.css';

/** Status, time, size and network of an answer; each opens its details on hover and focus. */
export function ResponseFacts({ outcome }: { readonly outcome: Outcome }) {
  const head = headOf(outcome);
  const end = endOf(outcome);
  const error = errorOf(outcome);
  const totalMs = end?.timings.totalMs ?? outcome.durationMs;
  return (
    <div className={styles.facts}>
      {head && (
        <StatusChip tone={statusTone(head.status)}>
          {formatStatus(head.status, head.statusText)}
        </StatusChip>
      )}
      {error && (
        <StatusChip tone={error.code === 'CANCELLED' ? 'neutral' : 'danger'} icon>
          {error.code === 'CANCELLED' ? words.cancelled : head ? words.broken : words.notSent}
        </StatusChip>
      )}
      <Fact label={`${words.time}: ${formatDuration(totalMs)}`} text={formatDuration(totalMs)}>
        {end && outcome.via === 'agent' ? (
          <PhasesBar timings={end.timings} />
        ) : (
          <p className={styles.note}>{words.noPhases}</p>
        )}
      </Fact>
      {head && (
        <Fact
          minor
          label={`${words.size}: ${formatBytes(outcome.bodyBytes)}`}
          text={formatBytes(outcome.bodyBytes)}
        >
          <Sizes outcome={outcome} />
        </Fact>
      )}
      {head && (
        <Fact minor label={words.network} text={<IconWorld size={16} stroke={1.75} aria-hidden />}>
          <Network outcome={outcome} />
        </Fact>
      )}
    </div>
  );
}

function Fact(props: {
  /** Gives way where there is little room. */
  readonly minor?: boolean;
  readonly label: string;
  readonly text: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <HoverCard
      openDelay={250}
      closeDelay={120}
      position="bottom-end"
      width={320}
      shadow="none"
      withinPortal
    >
      <HoverCard.Target>
        <button
          type="button"
          className={styles.fact}
          data-minor={props.minor || undefined}
          aria-label={props.label}
        >
          {props.text}
        </button>
      </HoverCard.Target>
      <HoverCard.Dropdown className={styles.card}>{props.children}</HoverCard.Dropdown>
    </HoverCard>
  );
}

function Rows({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
}) {
  return (
    <>
      <h4 className={styles.title}>{title}</h4>
      <dl className={styles.rows}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Sizes({ outcome }: { readonly outcome: Outcome }) {
  const sizes = endOf(outcome)?.sizes;
  if (!sizes)
    return (
      <Rows title={words.received} rows={[[words.bodySize, formatBytes(outcome.bodyBytes)]]} />
    );
  return (
    <>
      <Rows
        title={words.received}
        rows={[
          [words.headersSize, formatBytes(sizes.responseHeaderBytes)],
          [words.bodySize, formatBytes(sizes.responseBodyBytes)],
          ...(sizes.responseDecodedBytes === sizes.responseBodyBytes
            ? []
            : [[words.decoded, formatBytes(sizes.responseDecodedBytes)] as const]),
        ]}
      />
      <Rows
        title={words.sent}
        rows={[
          [words.headersSize, formatBytes(sizes.requestHeaderBytes)],
          [words.bodySize, formatBytes(sizes.requestBodyBytes)],
        ]}
      />
    </>
  );
}

function Network({ outcome }: { readonly outcome: Outcome }) {
  const hop = hopsOf(outcome).at(-1);
  if (!hop) return <p className={styles.note}>{words.noNetwork}</p>;
  const { connection, response } = hop;
  const { tls } = connection;
  return (
    <>
      <Rows
        title={words.network}
        rows={[
          [words.httpVersion, response.httpVersion],
          [words.remoteAddress, connection.remoteAddress],
          [words.localAddress, connection.localAddress],
          ...(connection.proxy ? [[words.proxy, connection.proxy] as const] : []),
          [words.reused, connection.reused ? words.reusedYes : words.reusedNo],
        ]}
      />
      {tls && (
        <Rows
          title={words.tls}
          rows={[
            [words.tls, tls.protocol],
            [words.cipher, tls.cipher],
            [
              words.certificate,
              tls.authorized
                ? tls.subject
                : `${tls.subject} (${words.notTrusted(tls.authorizationError ?? '')})`,
            ],
            [words.issuer, tls.issuer],
            [words.validTo, tls.validTo],
          ]}
        />
      )}
    </>
  );
}
