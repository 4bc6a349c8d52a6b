/** Types of packages without any that tests talk to. */
declare module 'http-auth' {
  import type { RequestListener } from 'node:http';

  interface Digest {
    /** Answers 401 until the credentials are right. */
    check(listener: RequestListener): RequestListener;
  }
  const httpAuth: {
    digest(
      options: { realm: string; algorithm?: string; qop?: string },
      checker: (username: string, callback: (hash: string | undefined) => void) => void,
    ): Digest;
  };
  export default httpAuth;
}

declare module 'express-ntlm' {
  export default function ntlm(): (request: unknown, response: unknown, next: () => void) => void;
}

declare module 'express' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  type Handler = (
    request: IncomingMessage & { readonly body?: unknown },
    response: ServerResponse & { json(value: unknown): void },
    next: () => void,
  ) => unknown;
  interface Express extends RequestListener {
    (request: IncomingMessage, response: ServerResponse): void;
    use(handler: Handler): void;
  }
  const express: { (): Express; text(): Handler };
  export default express;
}
