import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../sync-server/src/main.ts', import.meta.url));

/** The real workspace server with the embedded store, as a process of its own that can be killed and comes back. */
export class WorkspaceServer {
  #child: ChildProcess | null = null;
  #folder = '';
  #port = 0;
  #setupUrl = '';

  /** Its address; the same after a restart. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The link that it printed at its first start. */
  get setupUrl(): string {
    return this.#setupUrl;
  }

  /** Starts it, with the data it has, and waits until it listens. @param settings of this start alone */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#folder ||= await mkdtemp(join(tmpdir(), 'scratchpad-server-'));
    const child = spawn(process.execPath, [MAIN, 'serve'], {
      env: {
        ...process.env,
        PORT: String(this.#port),
        DATA_DIR: this.#folder,
        LOG_LEVEL: 'error',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    const [printed] = (await once(child.stdout, 'data')) as [Buffer];
    const [, port] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(String(printed)) ?? [];
    if (port === undefined) throw new Error(`The server did not start: ${String(printed)}`);
    this.#port = Number(port);
    this.#setupUrl ||= /Set it up\s+(\S+)/.exec(String(printed))?.[1] ?? '';
  }

  /** Ends it and waits until it has; its data stays. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  /** Ends it for good. */
  async destroy(): Promise<void> {
    await this.stop();
    if (this.#folder !== '') await rm(this.#folder, { recursive: true, force: true });
  }
}
