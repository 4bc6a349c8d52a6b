import { errorMessage } from '@scratchpad/core';
import type { ErrorEvent, HeaderList } from '@scratchpad/core/wire';
import { connectFetch } from '../ledger/connect.ts';
import type { Sending, SendStream, Transport } from './transport.ts';
import { sendWords } from './words.ts';

/** https://fetch.spec.whatwg.org/#forbidden-request-header */
const FORBIDDEN = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

function isForbidden(name: string): boolean {
  const lower = name.toLowerCase();
  return FORBIDDEN.has(lower) || lower.startsWith('proxy-') || lower.startsWith('sec-');
}

/** Headers of a request that the browser will not send. */
export function headersDroppedByBrowser(headers: HeaderList): readonly string[] {
  return [...new Set(headers.map(([name]) => name).filter(isForbidden))];
}

/** Sends with `fetch`, for want of an agent: what a web page may do and no more. */
export class BrowserTransport implements Transport {
  readonly name = 'browser';

  async *send({ head, body }: Sending, signal: AbortSignal): SendStream {
    const startedAt = performance.now();
    const timeoutMs = head.settings?.timeoutMs ?? 0;
    const limits =
      timeoutMs > 0 ? AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) : signal;
    const failed = (thrown: unknown, leftMachine: boolean): ErrorEvent => ({
      type: 'error',
      code: signal.aborted
        ? 'CANCELLED'
        : limits.aborted
          ? 'TIMEOUT'
          : thrown instanceof TypeError
            ? 'CONNECT_FAILED'
            : 'UNEXPECTED',
      message: signal.aborted
        ? sendWords.cancelled
        : `${sendWords.browserFailed} (${errorMessage(thrown)})`,
      errno: null,
      phase: leftMachine ? 'response' : 'request',
      leftMachine: true,
      url: head.url,
    });
    if (/^https?:\/\/unix:/i.test(head.url)) {
      yield { ...failed(null, false), message: sendWords.browserNoUnix, leftMachine: false };
      return;
    }
    let response: Response;
    try {
      const headers = new Headers();
      for (const [name, value] of head.headers ?? [])
        if (!isForbidden(name)) headers.append(name, value);
      response = await connectFetch('request', head.url, {
        method: head.method,
        headers,
        body,
        signal: limits,
        redirect: head.settings?.followRedirects === false ? 'manual' : 'follow',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
    } catch (thrown) {
      yield failed(thrown, false);
      return;
    }
    if (response.type === 'opaqueredirect') {
      yield failed(
        new TypeError('The server redirects; the browser does not show where to.'),
        true,
      );
      return;
    }
    const headers: HeaderList = [...response.headers];
    const firstByteMs = performance.now() - startedAt;
    yield {
      type: 'head',
      url: response.url || head.url,
      status: response.status,
      statusText: response.statusText,
      httpVersion: '1.1',
      headers,
    };
    let received = 0;
    try {
      const reader = response.body?.getReader();
      for (;;) {
        const part = await reader?.read();
        if (!part || part.done) break;
        received += part.value.length;
        yield part.value;
      }
    } catch (thrown) {
      yield failed(thrown, true);
      return;
    }
    const totalMs = performance.now() - startedAt;
    yield {
      type: 'end',
      sizes: {
        requestHeaderBytes: 0,
        requestBodyBytes: body?.size ?? 0,
        responseHeaderBytes: headers.reduce(
          (sum, [name, value]) => sum + name.length + value.length + 4,
          0,
        ),
        responseBodyBytes: received,
        responseDecodedBytes: received,
      },
      timings: {
        dnsMs: 0,
        tcpMs: 0,
        tlsMs: 0,
        firstByteMs,
        downloadMs: totalMs - firstByteMs,
        totalMs,
      },
      truncated: false,
    };
  }
}
