/** A size as people read it: `12B`, `1.34kB`. */
export function bytesText(sizeBytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = sizeBytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toFixed(unit === 0 ? 0 : 2))}${units[unit]}`;
}

/** A time as people read it: `85µs`, `12ms`, `2.1s`, `1m 5s`. */
export function durationText(ms: number): string {
  if (ms < 1) return `${Math.trunc(ms * 1000)}µs`;
  if (ms < 1998) return `${Math.trunc(ms)}ms`;
  const seconds = ms / 1000;
  return seconds < 60
    ? `${Number(seconds.toFixed(1))}s`
    : `${Math.trunc(seconds / 60)}m ${Number((seconds % 60).toFixed(1))}s`;
}
