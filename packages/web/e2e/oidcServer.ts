import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** A provider of OAuth 2.0 and OpenID Connect that is built on a library of others. */
export class OidcServer {
  readonly #server: Server;
  readonly url: string;
  /** Grants that were asked for at the token endpoint, oldest first, and whether a token was given. */
  readonly grants: string[] = [];

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /**
   * Starts it with two clients: `pad`, which is public and comes back to `redirectUri`, and `service`, whose secret is
   * `s:cret & more`.
   */
  static async start(redirectUri: string): Promise<OidcServer> {
    let listener: RequestListener | undefined;
    const server = createServer((request, response) => listener?.(request, response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const oidc = new OidcServer(server);
    const provider = new Provider(oidc.url, {
      clients: [
        {
          client_id: 'pad',
          application_type: 'native',
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
          redirect_uris: [redirectUri],
        },
        {
          client_id: 'service',
          client_secret: 's:cret & more',
          grant_types: ['client_credentials'],
          response_types: [],
          redirect_uris: [],
        },
      ],
      features: { clientCredentials: { enabled: true }, devInteractions: { enabled: true } },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
      issueRefreshToken: () => true,
      rotateRefreshToken: true,
    });
    provider.on('grant.success', ({ oidc: { params } }) =>
      oidc.grants.push(String(params['grant_type'])),
    );
    provider.on('grant.error', ({ oidc: { params } }, { error_description: why }) =>
      oidc.grants.push(`${String(params['grant_type'])} refused: ${why ?? ''}`),
    );
    listener = provider.callback();
    return oidc;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
