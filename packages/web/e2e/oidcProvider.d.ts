/** The part of the package that stories use; it has no types of its own. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  interface Context {
    readonly oidc: { readonly params: Readonly<Record<string, unknown>> };
  }
  export class Provider {
    constructor(
      issuer: string,
      configuration: {
        clients: readonly object[];
        features: object;
        findAccount: (context: unknown, sub: string) => object;
        issueRefreshToken: () => boolean;
        rotateRefreshToken: boolean;
      },
    );
    callback(): RequestListener;
    on(event: 'grant.success', listener: (context: Context) => void): void;
    on(
      event: 'grant.error',
      listener: (context: Context, error: { readonly error_description?: string }) => void,
    ): void;
  }
}
