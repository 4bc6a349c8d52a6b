import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** `npm start` without the set-up: the real agent with the built app, as a process of its own that can be killed. */
export class AgentProcess {
  #child: ChildProcess | null = null;
  #port = 0;

  /** Its address; valid after {@link start}, and the same after a restart. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts it and waits until it serves. */
  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      ['scripts/tasks/start.ts', '--no-open', '--no-server', '--port', String(this.#port)],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    this.#child = child;
    let printed = '';
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      printed += chunk.toString();
      const match = /http:\/\/127\.0\.0\.1:(\d+)/.exec(printed);
      if (match) {
        this.#port = Number(match[1]);
        return;
      }
    }
    throw new Error(`The agent did not start: ${printed}`);
  }

  /** Ends it and waits until it has. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}
