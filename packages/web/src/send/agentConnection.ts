/** Whether an agent serves this page, and the token that it gave to it. */
import { agentHelloSchema, agentSessionSchema } from '@scratchpad/core/wire';

/** `connecting` until the first answer, then what the last answer was. */
export type AgentStatus = 'connecting' | 'connected' | 'absent';

/** While the agent is absent it is asked for at most this often. */
const RETRY_MS = 30_000;
const TIMEOUT_MS = 5_000;

/** The page's agent: the server of its own origin, when that is one. The token lives in memory only. */
export class AgentConnection {
  #status: AgentStatus = 'connecting';
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

  /** Tells when `status` changed. Returns the way to stop. */
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

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    this.#checkedAt = Date.now();
    try {
      const hello = agentHelloSchema.parse(await fetchJson('/api/agent/hello', {}));
      if (this.#token === null) {
        const body = {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: '{}',
        };
        this.#token = agentSessionSchema.parse(await fetchJson('/api/agent/session', body)).token;
      }
      this.#version = hello.version;
      this.#become('connected');
    } catch {
      // Whatever went wrong, the meaning is the same: nothing here sends for this page.
      this.#token = null;
      this.#version = null;
      this.#become('absent');
      this.#timer = setTimeout(() => this.#checkWhenVisible(), RETRY_MS);
    }
  }

  #checkWhenVisible(): void {
    if (document.visibilityState === 'visible') void this.check();
  }

  #checkWhenStale(): void {
    if (this.#status === 'absent' || Date.now() - this.#checkedAt > RETRY_MS) void this.check();
  }

  #become(status: AgentStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}

async function fetchJson(path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(path, {
    ...init,
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
