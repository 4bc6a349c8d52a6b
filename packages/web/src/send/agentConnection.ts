/** Which agent sends for this page, and the token that it gave to it. */
import { agentHelloSchema, agentSessionSchema } from '@scratchpad/core/wire';
import { connectFetch } from '../ledger/connect.ts';
import { type AgentPairing, endPairing, readPairing } from './agentPairing.ts';

/** `connecting` until the first answer, then what the last answer was. */
export type AgentStatus = 'connecting' | 'connected' | 'absent';

/** Whose the page is: the agent's own, or served by something that sends nothing for it. */
export type PageServer = 'agent' | 'other' | 'unknown';

/** While the agent is absent it is asked for at most this often. */
const RETRY_MS = 30_000;
const TIMEOUT_MS = 5_000;

/**
 * The page's agent: the server of its own origin when that is one, else the one that it was paired with. The token of
 * the own one lives in memory only.
 */
export class AgentConnection {
  #status: AgentStatus = 'connecting';
  #server: PageServer = 'unknown';
  #pairing: AgentPairing | null = null;
  #url = '';
  #token: string | null = null;
  #version: string | null = null;
  #checking: Promise<void> | null = null;
  #checkedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor() {
    window.addEventListener('focus', () => this.#checkWhenStale());
    window.addEventListener('online', () => this.#checkWhenStale());
  }

  get status(): AgentStatus {
    return this.#status;
  }

  /** Version of the agent, or null while there is none. */
  get version(): string | null {
    return this.#version;
  }

  /** What serves this page, as far as is known. */
  get server(): PageServer {
    return this.#server;
  }

  /** Where the agent is that this page was paired with; null when it was with none. */
  get pairedUrl(): string | null {
    return this.#pairing?.url ?? null;
  }

  /** The address of one of the agent's calls. */
  addressOf(path: string): URL {
    return new URL(path, this.#url === '' ? location.origin : this.#url);
  }

  /** Tells when anything of the above changed. Returns the way to stop. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks now. Several calls at once are one question. */
  check(): Promise<void> {
    this.#checking ??= this.#ask().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  /** The token for one call; null when there is no agent. */
  async token(): Promise<string | null> {
    if (this.#token === null) await this.check();
    return this.#token;
  }

  /** Call when the agent refused a token (it was restarted) or did not answer. Asks again. */
  async lost(): Promise<void> {
    this.#token = null;
    await this.check();
  }

  /** Ends the pairing with the agent; from then on the browser sends. */
  async unpair(): Promise<void> {
    if (this.#pairing) await endPairing(this.#pairing);
    await this.lost();
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    this.#checkedAt = Date.now();
    this.#pairing = await readPairing().catch(() => null);
    const version = (await this.#askOwn()) ?? (await this.#askPaired());
    if (version === null) {
      this.#token = null;
      this.#timer = setTimeout(() => this.#checkWhenVisible(), RETRY_MS);
    }
    this.#version = version;
    this.#status = version === null ? 'absent' : 'connected';
    for (const listener of this.#listeners) listener();
  }

  /** The version of the agent that serves this page; null when none does. */
  async #askOwn(): Promise<string | null> {
    try {
      const response = await ask('/api/agent/hello', {});
      const hello = agentHelloSchema.safeParse(await response.json().catch(() => null));
      this.#server = hello.success ? 'agent' : 'other';
      if (!hello.success) return null;
      if (this.#token === null || this.#url !== '') this.#token = await fetchToken('', {});
      this.#url = '';
      return hello.data.version;
    } catch {
      // Whatever went wrong, the meaning is the same: the own origin sends nothing for this page now.
      return null;
    }
  }

  /** As `#askOwn`, of the agent that this page was paired with. */
  async #askPaired(): Promise<string | null> {
    if (this.#pairing === null) return null;
    const { url, token } = this.#pairing;
    try {
      const response = await ask(`${url}/api/agent/hello`, {});
      const hello = agentHelloSchema.parse(await response.json());
      this.#token = await fetchToken(url, { Authorization: `Bearer ${token}` });
      this.#url = url;
      return hello.version;
    } catch {
      // Not running, or it no longer knows this page: the browser tells a page not which.
      return null;
    }
  }

  #checkWhenVisible(): void {
    if (document.visibilityState === 'visible') void this.check();
  }

  #checkWhenStale(): void {
    if (this.#status === 'absent' || Date.now() - this.#checkedAt > RETRY_MS) void this.check();
  }
}

function ask(address: string, init: RequestInit): Promise<Response> {
  return connectFetch('agent', address, {
    ...init,
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

async function fetchToken(url: string, headers: Record<string, string>): Promise<string> {
  const response = await ask(`${url}/api/agent/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: '{}',
  });
  if (!response.ok) throw new Error(`The agent answered ${response.status}.`);
  return agentSessionSchema.parse(await response.json()).token;
}
