import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

const MAIN = join(ROOT, 'packages', 'sync-server', 'src', 'main.ts');

/** A workspace server in a process of its own, so that neither holds up the other. */
export interface ServerProcess {
  readonly url: string;
  /** Where its first account is made; null when there is one. */
  readonly setupUrl: string | null;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts the workspace server with the embedded store. Null when it ended at once; it has said why on stderr. */
export async function startServer(port: number): Promise<ServerProcess | null> {
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { LOG_LEVEL: 'warn', DATA_DIR: join(ROOT, 'data'), ...process.env, PORT: String(port) },
  });
  const printed = await firstLines(child);
  if (printed === null) return null;
  const [, url = ''] = /^Workspace server\s+(\S+)/m.exec(printed) ?? [];
  const [, setupUrl] = /^Set it up\s+(\S+)/m.exec(printed) ?? [];
  // It has said what it had to say; a full pipe must not stop it.
  child.stdout.resume();
  const ended = once(child, 'exit').then(() => undefined);
  return {
    url,
    setupUrl: setupUrl ?? null,
    ended,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What it prints once it listens; it writes all of that at once. */
async function firstLines(child: ChildProcess): Promise<string | null> {
  const { stdout } = child;
  if (stdout === null) return null;
  const printed = once(stdout, 'data').then(([chunk]) => String(chunk));
  return Promise.race([printed, once(child, 'exit').then(() => null)]);
}

/** The setup link as the page of this machine's agent opens it: there the app has an agent, and the user their pad. */
export function toAgentLink(agentUrl: string, { url, setupUrl }: ServerProcess): string | null {
  if (setupUrl === null) return null;
  return `${agentUrl}/setup?server=${encodeURIComponent(url)}${new URL(setupUrl).hash}`;
}
