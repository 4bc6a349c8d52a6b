/** How a page that another server serves comes to send through the agent of this computer, and what it keeps of that. */
import { AppError, errorMessage } from '@scratchpad/core';
import {
  agentErrorSchema,
  agentSessionSchema,
  PAIRING_CONFIRM_PATH,
  PAIRING_PATH,
  pairingAskedSchema,
} from '@scratchpad/core/wire';
import { z } from 'zod';
import { connectFetch } from '../ledger/connect.ts';
import { openLocalDb } from '../storage/localDb.ts';
import { sendWords } from './words.ts';

/** An agent that this page was paired with. The token is good for this page's origin only. */
export interface AgentPairing {
  /** Its origin, such as `http://127.0.0.1:4100`. */
  readonly url: string;
  readonly token: string;
}

/** Why a page was not paired. `message` of the error says what to do. */
export type PairingErrorCode = 'pairing-address' | 'pairing-no-answer' | 'pairing-refused';

/** Where `npm start` puts the agent. */
export const DEFAULT_AGENT_URL = 'http://127.0.0.1:4100';

const KEY = 'agentPairing';
const TIMEOUT_MS = 5_000;
const pairingSchema = z.object({ url: z.string(), token: z.string() });

/** The pairing of this browser's page, or null. */
export async function readPairing(): Promise<AgentPairing | null> {
  const db = await openLocalDb();
  return pairingSchema.safeParse(await db.get('values', KEY)).data ?? null;
}

/** Keeps a pairing, or forgets it. */
async function writePairing(pairing: AgentPairing | null): Promise<void> {
  const db = await openLocalDb();
  if (pairing) await db.put('values', pairing, KEY);
  else await db.delete('values', KEY);
}

/**
 * The origin of what a person typed as the agent's address: with or without `http://`, with or without a port.
 * @throws AppError `pairing-address`
 */
export function parseAgentUrl(text: string): string {
  const typed = text.trim();
  const withScheme = /^[a-z]+:\/\//i.test(typed) ? typed : `http://${typed}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : null;
  const isLoopback = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url === null || url.protocol !== 'http:' || !isLoopback)
    throw new AppError<PairingErrorCode>('pairing-address', sendWords.pairing.badAddress);
  return url.origin;
}

/** Has the agent show a code in its terminal. Resolves to when it ends, milliseconds since 1970. Rejects with `AppError`. */
export async function askForCode(url: string): Promise<number> {
  return pairingAskedSchema.parse(await post(url + PAIRING_PATH, {})).expiresAt;
}

/** Hands the code back, and keeps the pairing. Rejects with `AppError`. */
export async function confirmCode(url: string, code: string): Promise<void> {
  const { token } = agentSessionSchema.parse(await post(url + PAIRING_CONFIRM_PATH, { code }));
  await writePairing({ url, token });
}

/** Ends a pairing on both sides; here also when the agent does not answer. */
export async function endPairing({ url, token }: AgentPairing): Promise<void> {
  await writePairing(null);
  // The agent may be off; it then keeps a hash that nobody has the token of.
  await connectFetch('agent', url + PAIRING_PATH, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => undefined);
}

async function post(address: string, body: object): Promise<unknown> {
  let response: Response;
  try {
    response = await connectFetch('agent', address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new AppError<PairingErrorCode>(
      'pairing-no-answer',
      sendWords.pairing.noAnswer(new URL(address).origin),
      { cause },
    );
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw new AppError<PairingErrorCode>(
    'pairing-refused',
    agentErrorSchema.safeParse(answer).data?.message ??
      sendWords.pairing.noAgent(new URL(address).origin),
    { cause: errorMessage(answer) },
  );
}
