import type { RunEvent, RunSummary } from '@scratchpad/core/run';

const BAR_WIDTH = 30;
const REDRAW_MS = 50;

/** One line that fills: how far the run is, and what has failed. */
export function createProgressReporter(summary: RunSummary): (event: RunEvent) => void {
  let total = 0;
  let passed = 0;
  let drawnAt = 0;
  const draw = () => {
    const share = total === 0 ? 1 : Math.min(1, passed / total);
    const filled = Math.round(share * BAR_WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
    process.stdout.write(`\r${bar} ${passed}/${total} requests, ${summary.failures.length} failed`);
    drawnAt = Date.now();
  };
  return (event) => {
    if (event.type === 'start') total = event.items.length * event.iterations;
    if (event.type === 'item') {
      passed += 1;
      if (Date.now() - drawnAt > REDRAW_MS) draw();
    }
    if (event.type !== 'done') return;
    draw();
    process.stdout.write('\n');
  };
}
