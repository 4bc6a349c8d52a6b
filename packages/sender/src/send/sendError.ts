import {
  AppError,
  sendErrorCodeSchema,
  type ErrorEvent,
  type SendErrorCode,
  type SendPhase,
} from '@scratchpad/core/wire';
import { errors } from 'undici';

/** How far a sending was when something was thrown. */
export type FailureContext = {
  url: URL | null;
  /** The Unix socket of the hop; null for the network. */
  socketPath: string | null;
  /** As the user wrote it, for when it could not be read as a URL. */
  urlText: string;
  leftMachine: boolean;
  hasResponse: boolean;
};

type Explanation = { code: SendErrorCode; phase: SendPhase; message: string };

/** Whatever was thrown while sending, as the event that ends it: a stable code and words for people. */
export function toErrorEvent(thrown: unknown, context: FailureContext): ErrorEvent {
  const error = essential(thrown);
  const errno = errnoOf(error);
  const { code, phase, message } = explain(error, errno, context);
  return {
    type: 'error',
    code,
    message,
    errno: error instanceof AppError ? errnoOf(error.cause) : errno,
    phase,
    leftMachine: context.leftMachine,
    url:
      context.url === null || context.socketPath !== null
        ? context.urlText
        : withoutCredentials(context.url),
  };
}

function withoutCredentials(url: URL): string {
  return url.origin + url.pathname + url.search;
}

/** True for the errors of a connection that the server closed while it lay idle. */
export function isConnectionLost(thrown: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(errnoOf(essential(thrown)) ?? '');
}

/**
 * Of a host with several addresses each attempt has its own error. A refusal says the most: there is a machine, and
 * it has no such port open.
 */
function essential(thrown: unknown): unknown {
  if (!(thrown instanceof AggregateError) || thrown.errors.length === 0) return thrown;
  const errors: unknown[] = thrown.errors;
  return errors.find((error) => errnoOf(error) === 'ECONNREFUSED') ?? errors.at(-1);
}

function errnoOf(thrown: unknown): string | null {
  const code = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : null;
}

function explain(error: unknown, errno: string | null, context: FailureContext): Explanation {
  if (error instanceof AppError) {
    const known = sendErrorCodeSchema.safeParse(error.code);
    if (known.success)
      return { code: known.data, phase: phaseOfCode(known.data, context), message: error.message };
  }
  const place = placeOf(context);
  return (
    explainConnecting(errno, place, context) ??
    explainTls(errno, error, place) ??
    explainExchange(errno, error, place, context) ?? {
      code: 'UNEXPECTED',
      phase: phaseNow(context),
      message: `The request to ${place} failed: ${error instanceof Error ? error.message : String(error)}`,
    }
  );
}

const NOTHING_LEFT = 'so no request left this machine.';

function explainConnecting(
  errno: string | null,
  place: string,
  { url, socketPath }: FailureContext,
): Explanation | null {
  const host = url?.hostname ?? place;
  switch (errno) {
    case 'ENOENT':
    case 'EACCES':
      if (socketPath === null) return null;
      return {
        code: 'CONNECTION_REFUSED',
        phase: 'tcp',
        message:
          errno === 'ENOENT'
            ? `There is no socket at ${place}, ${NOTHING_LEFT} Check that the server runs and where it listens.`
            : `The user that the agent runs as may not open the socket ${place}, ${NOTHING_LEFT}`,
      };
    case 'ECONNREFUSED':
      return {
        code: 'CONNECTION_REFUSED',
        phase: 'tcp',
        message: `Nothing answers at ${place}. The connection was refused, ${NOTHING_LEFT} Check that the server runs and that the port is right.`,
      };
    case 'ENOTFOUND':
    case 'ENODATA':
      return {
        code: 'DNS_NOT_FOUND',
        phase: 'dns',
        message: `There is no host named "${host}". Its address could not be found, ${NOTHING_LEFT} Check the spelling, and that you are in the right network or VPN.`,
      };
    case 'EAI_AGAIN':
    case 'ESERVFAIL':
    case 'EAI_FAIL':
      return {
        code: 'DNS_FAILED',
        phase: 'dns',
        message: `The address of "${host}" could not be looked up just now, ${NOTHING_LEFT} Check the network connection and try again.`,
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return {
        code: 'HOST_UNREACHABLE',
        phase: 'tcp',
        message: `There is no way through the network to ${place}, ${NOTHING_LEFT} Check the network connection, the VPN and firewalls.`,
      };
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return {
        code: 'CONNECT_TIMEOUT',
        phase: 'tcp',
        message: `${place} does not react. No connection came about in time, ${NOTHING_LEFT} A firewall may swallow it, or the machine is off.`,
      };
    default:
      return null;
  }
}

const EXPIRED = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const SELF_SIGNED = new Set(['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN']);
const UNTRUSTED = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
]);
const SWITCH_OFF =
  'If you trust this server, add its CA certificate in the settings under Certificates, or switch off "Verify TLS certificates" in the settings of the request.';

function explainTls(errno: string | null, error: unknown, place: string): Explanation | null {
  const tls = (code: SendErrorCode, message: string): Explanation => ({
    code,
    phase: 'tls',
    message,
  });
  if (errno === null) return null;
  if (EXPIRED.has(errno)) {
    const fault = errno === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet';
    return tls(
      'TLS_EXPIRED',
      `The certificate of ${place} ${fault}, ${NOTHING_LEFT} Check the clock of this machine. ${SWITCH_OFF}`,
    );
  }
  if (SELF_SIGNED.has(errno)) {
    return tls(
      'TLS_SELF_SIGNED',
      `${place} vouches for itself with a self-signed certificate, ${NOTHING_LEFT} ${SWITCH_OFF}`,
    );
  }
  if (UNTRUSTED.has(errno)) {
    return tls(
      'TLS_UNTRUSTED',
      `The certificate of ${place} comes from an issuer that this machine does not trust, ${NOTHING_LEFT} ${SWITCH_OFF}`,
    );
  }
  if (errno === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return tls(
      'TLS_WRONG_HOST',
      `${place} shows the certificate of another host, ${NOTHING_LEFT} Check the host name. ${SWITCH_OFF}`,
    );
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(errno)) {
    return tls(
      'TLS_FAILED',
      `${place} does not speak TLS, ${NOTHING_LEFT} If it serves plain HTTP, begin the address with http://.`,
    );
  }
  if (errno === 'EPROTO' || /^ERR_(?:SSL|TLS)_/.test(errno)) {
    return tls(
      'TLS_FAILED',
      `No secure connection to ${place} came about, ${NOTHING_LEFT} The two sides found no common protocol: ${textOf(error)}`,
    );
  }
  return null;
}

function explainExchange(
  errno: string | null,
  error: unknown,
  place: string,
  context: FailureContext,
): Explanation | null {
  const phase = phaseNow(context);
  if (isProtocolError(error, errno)) {
    return {
      code: 'PROTOCOL_ERROR',
      phase: 'response',
      message: `What ${place} answered is not valid HTTP (${textOf(error)}). Check that this port speaks HTTP and not something else.`,
    };
  }
  if (
    !isConnectionLost(error) &&
    errno !== 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' &&
    errno !== 'UND_ERR_ABORTED'
  ) {
    return null;
  }
  if (context.hasResponse) {
    return {
      code: 'RESPONSE_INCOMPLETE',
      phase: 'response',
      message: `${place} closed the connection in the middle of the response. What came until then is shown; the rest is missing.`,
    };
  }
  if (!context.leftMachine) {
    return {
      code: 'CONNECT_FAILED',
      phase: 'tcp',
      message: `${place} closed the connection before a request could be sent, ${NOTHING_LEFT} If it wants TLS, begin the address with https://.`,
    };
  }
  return {
    code: 'CONNECTION_RESET',
    phase,
    message: `${place} closed the connection without an answer. It may have received the request and acted on it. Look into the log of the server.`,
  };
}

function isProtocolError(error: unknown, errno: string | null): boolean {
  return (
    error instanceof errors.HTTPParserError ||
    (errno !== null && /^HPE_|^UND_ERR_(?:HEADERS_OVERFLOW|RESPONSE)|^ERR_HTTP2_/.test(errno))
  );
}

function phaseOfCode(code: SendErrorCode, context: FailureContext): SendPhase {
  if (code === 'HTTP2_UNAVAILABLE') return 'tls';
  if (code === 'PROXY_FAILED') return 'tcp';
  if (code === 'REQUEST_BODY_FAILED') return 'request';
  return phaseNow(context);
}

function phaseNow({ hasResponse, leftMachine }: FailureContext): SendPhase {
  if (hasResponse) return 'response';
  return leftMachine ? 'request' : 'prepare';
}

/** `host:port` with the port the scheme stands for left out, as in the address bar. */
function placeOf({ url, urlText, socketPath }: FailureContext): string {
  return socketPath ?? url?.host ?? urlText;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
