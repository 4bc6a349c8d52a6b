import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** `npm start` without the set-up: the real agent with the built app, as a process of its own that can be killed. */
export class AgentProcess {
  #child: ChildProcess | null = null;
  #port = 0;
  #folder = '';
  #codes: string[] = [];

  /** Its address; valid after {@link start}, and the same after a restart. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Its process; 0 when it does not run. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts it and waits until it serves. */
  async start(): Promise<void> {
    this.#folder ||= await mkdtemp(join(tmpdir(), 'scratchpad-agent-'));
    const child = spawn(
      process.execPath,
      ['scripts/tasks/start.ts', '--no-open', '--no-server', '--port', String(this.#port)],
      {
        cwd: ROOT,
        env: { ...process.env, DATA_DIR: this.#folder },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    this.#child = child;
    let printed = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const [, port] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(printed) ?? [];
        if (port !== undefined) {
          this.#port = Number(port);
          resolve();
        }
        this.#codes = [...printed.matchAll(/: (\S{4}-\S{4})$/gm)].map(([, code = '']) => code);
      });
      child.once('exit', () => reject(new Error(`The agent did not start: ${printed}`)));
    });
  }

  /** The pairing codes that stand in its terminal, the newest last. */
  get codes(): readonly string[] {
    return this.#codes;
  }

  /** Ends it and waits until it has. */
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
