import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { ApiClient } from './apiClient.ts';

const MAIN = join(import.meta.dirname, '../main.ts');
const SETUP_TOKEN = 'the-token-of-the-tests';

/** A server in a process of its own, to be killed. */
export type ServerProcess = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly api: ApiClient;
  /** Ends it; resolves with its exit code, or null after a signal that it could not handle. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
};

/** Starts `serve` on a data folder and logs its first user in. */
export async function startProcess(dataDir: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: environment(dataDir),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.includes('\n')) break;
  }
  const [, url = ''] = /(http:\S+)/.exec(output) ?? [];
  const api = new ApiClient(url);
  const { status } = await api.call('POST', '/api/login', {
    email: 'owner@example.com',
    password: 'none',
  });
  if (status !== 401) throw new Error(`The server does not answer: ${output}`);
  try {
    await api.setUp(SETUP_TOKEN, 'owner');
  } catch {
    await api.logIn('owner@example.com');
  }
  return {
    child,
    url,
    api,
    end: async (signal) => {
      child.kill(signal);
      const [code] = child.exitCode === null ? ((await once(child, 'exit')) as [number]) : [0];
      return code;
    },
  };
}

/** Runs a command; resolves with its exit code and what it said. */
export async function runCommand(
  dataDir: string,
  args: readonly string[],
  input = '',
  env: Record<string, string> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...environment(dataDir), ...env },
    stdio: 'pipe',
  });
  child.stdin.end(input);
  const exit = once(child, 'exit');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await exit) as [number];
  return { code, stdout, stderr };
}

function environment(dataDir: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PORT: '0',
    DATA_DIR: dataDir,
    SETUP_TOKEN,
    LOG_LEVEL: 'error',
    LOGIN_TRIES: '1000',
  };
}
