const INTERVAL_MS = 250;

/**
 * Calls `action` once when the process that started this one has ended. Node has no event for that: an orphan is
 * recognised by its new parent. Does not keep the process alive.
 * @param {() => void} action
 */
export function onParentGone(action) {
  const { ppid } = process;
  const timer = setInterval(() => {
    if (process.ppid === ppid) return;
    clearInterval(timer);
    action();
  }, INTERVAL_MS);
  timer.unref();
}
