/**
 * Tokens of OAuth 2.0 that were fetched on this device. They lie beside the current values of variables: in no document
 * and in no export.
 */
import type { Auth, EffectiveAuth, NodeId } from '@scratchpad/core';
import { z } from 'zod';
import type { CurrentValues } from '../storage/currentValues.ts';

/** Owners in the store of current values; no node has such an id. */
const TOKENS = 'oauth2-tokens';
const CHOICES = 'oauth2-choices';

const tokenSchema = z.object({
  id: z.string(),
  /** For people. */
  name: z.string(),
  accessToken: z.string(),
  tokenType: z.string(),
  refreshToken: z.string(),
  /** Milliseconds since 1970; null when the server did not say. */
  expiresAt: z.number().nullable(),
  scope: z.string(),
  /** When it was fetched, milliseconds since 1970. */
  at: z.number(),
});
export type StoredToken = z.infer<typeof tokenSchema>;

/** All tokens, the latest first. */
export function listTokens(values: CurrentValues): readonly StoredToken[] {
  return [...values.of(TOKENS).values()].flatMap(parseToken).sort((a, b) => b.at - a.at);
}

/** The token that a collection, folder or request uses; undefined when it has none. */
export function tokenOf(values: CurrentValues, node: NodeId): StoredToken | undefined {
  const text = values.of(TOKENS).get(values.of(CHOICES).get(node) ?? '');
  return text === undefined ? undefined : parseToken(text)[0];
}

/** Keeps a token, in place of one with its id. */
export function putToken(values: CurrentValues, token: StoredToken): void {
  values.set(TOKENS, token.id, JSON.stringify(token));
}

/** Takes a token away from this device. */
export function deleteToken(values: CurrentValues, id: string): void {
  values.set(TOKENS, id, undefined);
}

/** Says which token a collection, folder or request uses; undefined for none. */
export function chooseToken(values: CurrentValues, node: NodeId, id: string | undefined): void {
  values.set(CHOICES, node, id);
}

/** The authorization with the token that was chosen for it here. A token that stands in the document itself holds. */
export function withToken(values: CurrentValues | undefined, { auth, from }: EffectiveAuth): Auth {
  if (auth.type !== 'oauth2' || from === null || !values) return auth;
  const { oauth2 = {} } = auth.params;
  const token = tokenOf(values, from);
  const written = oauth2['accessToken'];
  if (!token || (typeof written === 'string' && written !== '')) return auth;
  return {
    ...auth,
    params: { ...auth.params, oauth2: { ...oauth2, accessToken: token.accessToken } },
  };
}

function parseToken(text: string): StoredToken[] {
  try {
    return [tokenSchema.parse(JSON.parse(text))];
  } catch {
    // Written by a version that kept them differently: as good as none, and it can be fetched again.
    return [];
  }
}
