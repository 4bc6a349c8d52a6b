import type { ErrorEvent } from '../wire/sendEvent.ts';

/** Why a request got no response, in the words that test reports of the field use. */
export interface RequestError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  /** What it means and what to do, for people. */
  readonly help?: string;
}

/**
 * The error of a sending. Scripts and reports compare `message` and `code` with those of Node's own errors, so they are
 * these where there is one; the sender's words for people come along.
 */
export function errorOfSending({ code, message, errno, url }: ErrorEvent): RequestError {
  const { host, port } = authorityOf(url);
  const native = (text: string, name: string): RequestError => ({
    name: 'Error',
    message: text,
    code: name,
    help: message,
  });
  switch (code) {
    case 'DNS_NOT_FOUND':
      return native(`getaddrinfo ${errno ?? 'ENOTFOUND'} ${host}`, errno ?? 'ENOTFOUND');
    case 'DNS_FAILED':
      return native(`getaddrinfo ${errno ?? 'EAI_AGAIN'} ${host}`, errno ?? 'EAI_AGAIN');
    case 'CONNECTION_REFUSED':
      return native(
        `connect ECONNREFUSED ${host === 'localhost' ? '127.0.0.1' : host}:${port}`,
        'ECONNREFUSED',
      );
    case 'TIMEOUT':
      return native('ESOCKETTIMEDOUT', 'ESOCKETTIMEDOUT');
    case 'CONNECTION_RESET':
      return errno === 'ECONNRESET'
        ? native('read ECONNRESET', 'ECONNRESET')
        : native('socket hang up', 'ECONNRESET');
    default:
      return { name: 'Error', message, code: errno ?? code };
  }
}

function authorityOf(url: string): { host: string; port: string } {
  const parts = /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?/i.exec(url);
  const [, scheme = '', host = '', port] = parts ?? [];
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: port ?? (scheme.toLowerCase() === 'https' ? '443' : '80'),
  };
}
