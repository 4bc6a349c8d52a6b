/** Getting a token: straight from the token endpoint, or by way of a browser window. */
import { AppError, type Auth, inheritAuth, type NodeId } from '@scratchpad/core';
import type { AuthFields, OAuth2Token, TokenRequest } from '@scratchpad/core/auth';
import { chooseTransport } from '../send/chooseTransport.ts';
import type { SendContext } from '../send/sendContext.ts';
import { readScopes } from '../send/scopes.ts';
import { callbackUrl, waitForCallback } from './callback.ts';
import { chooseToken, putToken, type StoredToken, tokenOf } from './tokens.ts';
import { oauth2Words as words } from './words.ts';

/** What happens on the way. */
export interface FetchTokenOptions {
  readonly signal: AbortSignal;
  /**
   * The browser window has been opened, or was blocked. `state` is what the address it ends at has to bring back.
   * Resolves with an address that a person pasted, if one does.
   */
  readonly onBrowser: (way: {
    readonly url: string;
    readonly state: string;
    readonly isBlocked: boolean;
  }) => Promise<string>;
}

async function readFields(context: SendContext, owner: NodeId, auth: Auth): Promise<AuthFields> {
  const { AuthFields: Fields, resolveAuthFields } = await import('@scratchpad/core/auth');
  const scopes = readScopes(context.store, context.services.currentValues, owner, context.env);
  return new Fields(resolveAuthFields(auth.params['oauth2'] ?? {}, scopes));
}

/**
 * Gets a token for the authorization that `owner` (a collection, folder or request) says, keeps it and chooses it.
 * @throws AppError `bad-field`, `token-refused`; the signal's reason
 */
export async function fetchToken(
  context: SendContext,
  owner: NodeId,
  auth: Auth,
  { signal, onBrowser }: FetchTokenOptions,
): Promise<void> {
  const core = await import('@scratchpad/core/auth');
  const fields = await readFields(context, owner, auth);
  let token: OAuth2Token;
  if (core.needsBrowser(core.grantOf(fields))) {
    const { nonce } = core.SIGNING_CLOCK;
    const begun = core.createAuthorization(fields, { redirectUri: callbackUrl(), nonce });
    const { url, state } = begun;
    const done = new AbortController();
    const answer = waitForCallback(state, AbortSignal.any([signal, done.signal]));
    // Loses the race when an address is pasted; nobody waits for it then.
    answer.catch(() => undefined);
    const opened = window.open(url, '_blank', 'popup,width=560,height=720');
    try {
      const pasted = onBrowser({ url, state, isBlocked: opened === null });
      const address = await Promise.race([answer, pasted]);
      const redirected = core.readRedirect(address, state, Date.now());
      token =
        redirected.token ??
        (await ask(context, core.codeRequest(fields, redirected.code, begun), signal));
    } finally {
      done.abort();
    }
  } else token = await ask(context, core.directRequest(fields), signal);
  const id = crypto.randomUUID();
  const name = fields.text('tokenName') || words.unnamed;
  putToken(context.services.currentValues, toStored(id, name, token));
  chooseToken(context.services.currentValues, owner, id);
}

/** Puts a new token in the place of an old one. @throws as {@link fetchToken} */
export async function refreshToken(
  context: SendContext,
  owner: NodeId,
  auth: Auth,
  old: StoredToken,
  signal: AbortSignal,
): Promise<void> {
  const { refreshRequest } = await import('@scratchpad/core/auth');
  const fields = await readFields(context, owner, auth);
  const token = await ask(context, refreshRequest(fields, old), signal);
  // A server that gives no new refresh token means the old one to go on (RFC 6749, 6).
  const kept = { ...token, refreshToken: token.refreshToken || old.refreshToken };
  putToken(context.services.currentValues, toStored(old.id, old.name, kept));
}

/** A token that ends in less than this is refreshed before it is sent. */
const SOON_MS = 10_000;

/** Refreshes the token of an authorization if it is about to expire and can be refreshed. @throws as {@link fetchToken} */
export async function freshenToken(
  context: SendContext,
  owner: NodeId,
  auth: Auth,
  signal: AbortSignal,
): Promise<void> {
  const token = tokenOf(context.services.currentValues, owner);
  if (!token || token.expiresAt === null || token.refreshToken === '') return;
  if (token.expiresAt - Date.now() < SOON_MS)
    await refreshToken(context, owner, auth, token, signal);
}

/** As {@link freshenToken}, for every authorization that some requests are sent with. */
export async function freshenTokens(
  context: SendContext,
  requests: readonly NodeId[],
  signal: AbortSignal,
): Promise<void> {
  const authByOwner = new Map<NodeId, Auth>();
  for (const request of requests) {
    const { auth, from } = inheritAuth(context.store.index, request);
    if (auth.type === 'oauth2' && from !== null) authByOwner.set(from, auth);
  }
  for (const [owner, auth] of authByOwner) await freshenToken(context, owner, auth, signal);
}

function toStored(id: string, name: string, token: OAuth2Token): StoredToken {
  const { accessToken, tokenType, refreshToken: refresh, expiresAt, scope } = token;
  return {
    id,
    name,
    accessToken,
    tokenType,
    refreshToken: refresh,
    expiresAt,
    scope,
    at: Date.now(),
  };
}

async function ask(
  { services }: SendContext,
  { url, headers, body }: TokenRequest,
  signal: AbortSignal,
): Promise<OAuth2Token> {
  const { readTokenResponse } = await import('@scratchpad/core/auth');
  const transport = await chooseTransport(services);
  const head = {
    id: crypto.randomUUID(),
    method: 'POST',
    url,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    hasBody: true,
    settings: { sendCookies: false, storeCookies: false },
  };
  const decoder = new TextDecoder();
  let text = '';
  let status = 0;
  for await (const item of transport.send({ head, body: new Blob([body]) }, signal)) {
    if (item instanceof Uint8Array) text += decoder.decode(item, { stream: true });
    else if (item.type === 'head') status = item.status;
    else if (item.type === 'error') throw new AppError(item.code, item.message);
  }
  return readTokenResponse({ status, text }, Date.now());
}
