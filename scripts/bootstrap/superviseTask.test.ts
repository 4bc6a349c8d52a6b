import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

const module_ = join(import.meta.dirname, 'superviseTask.mjs');
// A task that has a child of its own and tells both ids.
const task = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log(process.pid, child.pid);
  setInterval(() => {}, 1000);`;
const supervisor = `
  import { superviseTask } from ${JSON.stringify(module_)};
  superviseTask(process.execPath, ['-e', ${JSON.stringify(task)}], '.');`;

/** A shell that starts the supervisor, as npm does, and the ids of all below it. */
async function startAsNpm(): Promise<{ shell: ChildProcess; pids: number[] }> {
  const command = `"$NODE" --input-type=module -e "$SUPERVISOR" & echo $!; wait`;
  const shell = spawn('sh', ['-c', command], {
    env: { ...process.env, NODE: process.execPath, SUPERVISOR: supervisor },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void shell.kill('SIGKILL'));
  const pids: number[] = [];
  for await (const line of createInterface({ input: shell.stdout })) {
    pids.push(...line.split(' ').map(Number));
    if (pids.length === 3) break;
  }
  return { shell, pids };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(process.platform === 'win32')('a supervised task', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'ends with all its children when npm loses its shell to %s',
    async (signal) => {
      const { shell, pids } = await startAsNpm();
      expect(pids.map(isRunning)).toEqual([true, true, true]);
      shell.kill(signal);
      await once(shell, 'exit');
      await vi.waitUntil(() => !pids.some(isRunning), { timeout: 4000 });
    },
  );

  it('ends with all its children when the supervisor itself gets SIGTERM', async () => {
    const { pids } = await startAsNpm();
    process.kill(pids[0]!, 'SIGTERM');
    await vi.waitUntil(() => !pids.some(isRunning), { timeout: 4000 });
  });
});
