import type { Socket } from 'node:net';
import { TLSSocket, type PeerCertificate } from 'node:tls';
import {
  AppError,
  type ConnectionInfo,
  type SendSettings,
  type TlsInfo,
} from '@scratchpad/core/wire';
import { buildConnector } from 'undici';
import type { ClientCertificate } from './clientCertificate.ts';

const CONNECT_TIMEOUT_MS = 30_000;
// Node's own 250 ms for each address of a host calls a slow network "timed out".
const ADDRESS_ATTEMPT_TIMEOUT_MS = 2000;

/** What is known of a connection beside its socket. */
export type ConnectionTrace = {
  dnsMs: number;
  tcpMs: number;
  tlsMs: number;
  tls: TlsInfo | null;
  /** How many requests have gone over it. */
  requests: number;
  /** While set, sees every write, so that a request's head can be shown as it went out. */
  onWrite: ((chunk: string | Uint8Array) => void) | null;
};

/** What two requests must agree in to share connections. */
export type ConnectionProfile = Pick<SendSettings, 'verifyTls' | 'httpVersion'> & {
  readonly clientCertificate: ClientCertificate | null;
};

const traceBySocket = new WeakMap<Socket, ConnectionTrace>();

/** The trace of a socket that `createConnector` opened. */
export function traceOf(socket: Socket): ConnectionTrace {
  const trace = traceBySocket.get(socket);
  if (trace === undefined) throw new Error('This socket was not opened by a connector of ours.');
  return trace;
}

/** Opens sockets as undici does and notes what each phase took, on undici's own connector. */
export function createConnector({
  verifyTls,
  httpVersion,
  clientCertificate,
}: ConnectionProfile): buildConnector.connector {
  const connect = buildConnector({
    ...clientCertificate,
    rejectUnauthorized: verifyTls,
    allowH2: httpVersion !== '1.1',
    preferH2: httpVersion === '2',
    // Without TLS there is nothing to negotiate: whoever asks for HTTP/2 knows that it is spoken.
    useH2c: httpVersion === '2',
    timeout: CONNECT_TIMEOUT_MS,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_TIMEOUT_MS,
  } as buildConnector.BuildOptions);

  return (options, callback) => {
    const startedAt = performance.now();
    const opened: unknown = connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const trace = traceOf(socket);
      if (socket instanceof TLSSocket) {
        trace.tlsMs = performance.now() - startedAt - trace.dnsMs - trace.tcpMs;
        trace.tls = readTlsInfo(socket);
        if (httpVersion === '2' && socket.alpnProtocol !== 'h2') {
          socket.destroy();
          return callback(
            new AppError(
              'HTTP2_UNAVAILABLE',
              `${options.host ?? options.hostname} does not offer HTTP/2, so no request left this machine. ` +
                'Set the HTTP version in the settings of the request to automatic or 1.1.',
            ),
            null,
          );
        }
      }
      callback(null, socket);
    });
    // The types do not say so, but undici's connector returns the socket at once: the phases before `connect` are heard
    // on it.
    traceBySocket.set(opened as Socket, traceConnecting(opened as Socket, startedAt));
  };
}

function traceConnecting(socket: Socket, startedAt: number): ConnectionTrace {
  const trace: ConnectionTrace = {
    dnsMs: 0,
    tcpMs: 0,
    tlsMs: 0,
    tls: null,
    requests: 0,
    onWrite: null,
  };
  socket.once('lookup', () => (trace.dnsMs = performance.now() - startedAt));
  socket.once('connect', () => (trace.tcpMs = performance.now() - startedAt - trace.dnsMs));
  // undici takes its own listener off when a connection goes back to the pool.
  socket.on('error', () => undefined);
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  socket.write = (...args: [string | Uint8Array, ...unknown[]]) => {
    trace.onWrite?.(args[0]);
    return write(...args);
  };
  return trace;
}

/** The connection part of a hop. */
export function readConnectionInfo(socket: Socket, reused: boolean): ConnectionInfo {
  return {
    localAddress: addressText(socket.localAddress, socket.localPort),
    remoteAddress: addressText(socket.remoteAddress, socket.remotePort),
    reused,
    tls: traceOf(socket).tls,
  };
}

function addressText(address: string | undefined, port: number | undefined): string {
  if (address === undefined) return '';
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function readTlsInfo(socket: TLSSocket): TlsInfo {
  const certificate: Partial<PeerCertificate> = socket.getPeerCertificate();
  const validTo = new Date(certificate.valid_to ?? Number.NaN);
  // The types call it an Error; it is the code of one.
  const reason = socket.authorizationError as unknown;
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().standardName,
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    validTo: Number.isNaN(validTo.getTime()) ? '' : validTo.toISOString(),
    authorized: socket.authorized,
    authorizationError: socket.authorized ? null : reasonText(reason),
  };
}

function reasonText(reason: unknown): string {
  if (reason instanceof Error) return (reason as NodeJS.ErrnoException).code ?? reason.message;
  return typeof reason === 'string' ? reason : 'UNKNOWN';
}

function nameText(name: PeerCertificate['subject'] | undefined): string {
  if (name === undefined) return '';
  const { CN } = name;
  if (CN !== undefined) return [CN].flat().join(', ');
  return Object.entries(name)
    .map(([key, value]) => `${key}=${[value].flat().join('+')}`)
    .join(', ');
}
