/** Types of packages without any that tests compare with. */
declare module 'hawk' {
  const hawk: {
    server: {
      authenticate(
        request: { method: string; url: string; headers: Record<string, string> },
        credentials: (id: string) => object,
        options?: { payload?: string },
      ): Promise<{ artifacts: { id: string } }>;
    };
  };
  export default hawk;
}

declare module 'akamai-edgegrid' {
  export default class EdgeGrid {
    constructor(clientToken: string, clientSecret: string, accessToken: string, host: string);
    request: { headers: Record<string, string> };
    auth(request: { path: string; method: string; headers: object; body: string }): void;
  }
}
