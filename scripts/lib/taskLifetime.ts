import { onParentGone } from '../bootstrap/onParentGone.mjs';

/**
 * Ties a task to `run.mjs`, which started it as the leader of a process group: when that is gone (killed outright, so
 * that it could pass nothing on), the whole group gets SIGTERM.
 */
export function endWithParent(): void {
  onParentGone(() => {
    try {
      process.kill(-process.pid, 'SIGTERM');
    } catch {
      // Started by hand, not as a leader: only this process is ours to end.
      process.kill(process.pid, 'SIGTERM');
    }
  });
}
