import type { Socket } from 'node:net';
import { TLSSocket, type PeerCertificate } from 'node:tls';
import {
  AppError,
  type ConnectionInfo,
  type ProxyServer,
  type SendSettings,
  type TlsInfo,
} from '@scratchpad/core/wire';
import { buildConnector } from 'undici';
import { type ClientCertificate, secureContextOf } from './clientCertificate.ts';
import type { Network } from './network.ts';
import { openTunnel, proxyFailure, proxyText } from './proxy.ts';

const CONNECT_TIMEOUT_MS = 30_000;
// Node's own 250 ms for each address of a host calls a slow network "timed out".
const ADDRESS_ATTEMPT_TIMEOUT_MS = 2000;

/** What is known of a connection beside its socket. */
export type ConnectionTrace = {
  dnsMs: number;
  tcpMs: number;
  tlsMs: number;
  tls: TlsInfo | null;
  /** See `ConnectionInfo`. */
  proxy: string | null;
  /** The Unix socket that it leads to. */
  socketPath: string | null;
  /** How many requests have gone over it. */
  requests: number;
  /** While set, sees every write, so that a request's head can be shown as it went out. */
  onWrite: ((chunk: string | Uint8Array) => void) | null;
};

/** What two requests must agree in to share connections. */
export type ConnectionProfile = Pick<SendSettings, 'verifyTls' | 'httpVersion'> & {
  readonly clientCertificate: ClientCertificate | null;
  /** In PEM, beside those that everybody trusts. */
  readonly authorities: readonly string[];
  readonly proxy: ProxyServer | null;
  /** As `authorities`, for a proxy that is spoken to over TLS. */
  readonly proxyAuthorities: readonly string[];
  /** A Unix socket, in place of host and port. */
  readonly socketPath: string | null;
};

/** How a place is connected to. @throws AppError `PROXY_FAILED` when the environment names no usable proxy */
export function profileFor(
  url: URL,
  { verifyTls, httpVersion }: Pick<SendSettings, 'verifyTls' | 'httpVersion'>,
  network: Network,
  socketPath: string | null = null,
): ConnectionProfile {
  const proxy = socketPath === null ? network.proxyFor(url) : null;
  const isSecureProxy = proxy?.scheme === 'https';
  return {
    verifyTls,
    httpVersion,
    clientCertificate: network.certificateFor(url),
    authorities: network.authoritiesFor(url),
    proxy,
    proxyAuthorities: isSecureProxy ? network.authoritiesFor(new URL(proxyText(proxy))) : [],
    socketPath,
  };
}

const traceBySocket = new WeakMap<Socket, ConnectionTrace>();

/** The trace of a socket that `createConnector` opened. */
export function traceOf(socket: Socket): ConnectionTrace {
  const trace = traceBySocket.get(socket);
  if (trace === undefined) throw new Error('This socket was not opened by a connector of ours.');
  return trace;
}

/**
 * Opens sockets as undici does and notes what each phase took, on undici's own connector. Through an HTTP proxy the
 * sockets for plain addresses end at the proxy, which passes on what it is told; see `toForwarded`.
 * @param options.tunnelsPlain has the proxy open a tunnel for plain addresses too: for what is not HTTP behind its head
 * @throws AppError `TLS_FAILED` when a certificate cannot be used
 */
export function createConnector(
  profile: ConnectionProfile,
  { tunnelsPlain = false }: { readonly tunnelsPlain?: boolean } = {},
): buildConnector.connector {
  const { verifyTls, proxy, proxyAuthorities } = profile;
  const open = createOpener(profile, profile.httpVersion, profile.socketPath);
  if (proxy === null) return open;
  // What this side shows to the server is none of the proxy's business.
  const toProxy = { verifyTls, clientCertificate: null, authorities: proxyAuthorities };
  return (options, callback) => {
    const finish: buildConnector.Callback = (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      traceOf(socket).proxy = proxyText(proxy);
      callback(null, socket);
    };
    const isSecure = options.protocol === 'https:';
    if (!isSecure && !tunnelsPlain && proxy.scheme !== 'socks5') {
      openForwarding(createOpener(toProxy, '1.1'), proxy, finish);
      return;
    }
    void openTunnelled({ open, proxy, tls: tlsOptionsOf(toProxy) }, options, finish);
  };
}

/** A connection through a tunnel of the proxy's. Never rejects: the callback is told. */
async function openTunnelled(
  by: {
    readonly open: buildConnector.connector;
    readonly proxy: ProxyServer;
    readonly tls: ReturnType<typeof tlsOptionsOf>;
  },
  options: buildConnector.Options,
  callback: buildConnector.Callback,
): Promise<void> {
  const startedAt = performance.now();
  const isSecure = options.protocol === 'https:';
  const place = { host: options.hostname, port: Number(options.port) || (isSecure ? 443 : 80) };
  try {
    const { tls } = by;
    const tunnel = await openTunnel(by.proxy, place, { tls, timeoutMs: CONNECT_TIMEOUT_MS });
    const tcpMs = performance.now() - startedAt;
    if (isSecure) {
      by.open({ ...options, httpSocket: tunnel }, (...outcome) => {
        const [error, socket] = outcome;
        if (error === null) Object.assign(traceOf(socket), { tcpMs });
        else tunnel.destroy();
        callback(...outcome);
      });
    } else {
      traceBySocket.set(tunnel, Object.assign(traceConnecting(tunnel, startedAt), { tcpMs }));
      callback(null, tunnel);
    }
  } catch (error) {
    callback(error as Error, null);
  }
}

type TlsProfile = Pick<ConnectionProfile, 'verifyTls' | 'clientCertificate' | 'authorities'>;

function tlsOptionsOf(profile: TlsProfile) {
  return { ...secureContextOf(profile), rejectUnauthorized: profile.verifyTls };
}

/** Connections to the place itself, or over a socket that leads there. */
function createOpener(
  profile: TlsProfile,
  httpVersion: ConnectionProfile['httpVersion'],
  socketPath: string | null = null,
): buildConnector.connector {
  const connect = buildConnector({
    ...tlsOptionsOf(profile),
    ...(socketPath === null ? {} : { socketPath }),
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
          return callback(withoutHttp2(options.host ?? options.hostname), null);
        }
      }
      callback(null, socket);
    });
    // The types do not say so, but undici's connector returns the socket at once: the phases before `connect` are heard
    // on it.
    const trace = traceConnecting(opened as Socket, startedAt);
    traceBySocket.set(opened as Socket, Object.assign(trace, { socketPath }));
  };
}

/** A connection to a proxy that passes on plain requests. */
function openForwarding(
  open: buildConnector.connector,
  proxy: ProxyServer,
  callback: buildConnector.Callback,
): void {
  const { protocol, host, port } = new URL(proxyText(proxy));
  open({ protocol, hostname: proxy.host, host, port }, (...[error, socket]) => {
    if (error !== null) return callback(proxyFailure(proxy, error, error.message), null);
    // The session is that with the proxy, and says nothing of the server.
    traceOf(socket).tls = null;
    callback(null, socket);
  });
}

function withoutHttp2(place: string): AppError<'HTTP2_UNAVAILABLE'> {
  return new AppError(
    'HTTP2_UNAVAILABLE',
    `${place} does not offer HTTP/2, so no request left this machine. ` +
      'Set the HTTP version in the settings of the request to automatic or 1.1.',
  );
}

function traceConnecting(socket: Socket, startedAt: number): ConnectionTrace {
  const trace: ConnectionTrace = {
    dnsMs: 0,
    tcpMs: 0,
    tlsMs: 0,
    tls: null,
    proxy: null,
    socketPath: null,
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
  const { tls, proxy, socketPath } = traceOf(socket);
  return {
    localAddress: addressText(socket.localAddress, socket.localPort),
    remoteAddress: socketPath ?? addressText(socket.remoteAddress, socket.remotePort),
    reused,
    tls,
    proxy,
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
