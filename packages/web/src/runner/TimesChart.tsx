import { formatDuration } from '../response/format.ts';
import type { RunRow } from './runRows.ts';
import { iterationCounts, timePoints, timesOf } from './runStatistics.ts';
import { runnerWords as words } from './words.ts';
import styles from './charts.module.css';

const WIDTH = 640;
const HEIGHT = 96;
const MAX_POINTS = 400;
const MAX_RINGS = 60;
const MAX_LINES = 12;

/** The time of each request as a line, the slowest named, failures as rings. What it shows is said in its name, too. */
export function TimesChart({
  rows,
  planned,
}: {
  readonly rows: readonly RunRow[];
  readonly planned: number;
}) {
  const times = timesOf(rows);
  if (!times) return null;
  const points = timePoints(rows, MAX_POINTS);
  const count = Math.max(2, planned, rows.length);
  const top = niceTop(times.slowest);
  const x = (at: number) => (at / (count - 1)) * WIDTH;
  const y = (ms: number) => HEIGHT - (ms / top) * HEIGHT;
  const line = points.map(({ at, timeMs }) => `${x(at).toFixed(1)},${y(timeMs).toFixed(1)}`);
  const slowest = points.reduce((a, b) => (b.timeMs > a.timeMs ? b : a));
  const starts = iterationStarts(rows);
  return (
    <figure className={styles.figure}>
      <figcaption>
        <strong>{words.times}</strong> {words.timesUnit}
      </figcaption>
      <div className={styles.plot}>
        <div className={styles.scale} aria-hidden>
          {[top, top / 2, 0].map((ms) => (
            <span key={ms}>{Math.round(ms)}</span>
          ))}
        </div>
        <div className={styles.canvas}>
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={words.timesText(
              times.count,
              formatDuration(times.median),
              formatDuration(times.slowest),
            )}
          >
            {[0, HEIGHT / 2, HEIGHT].map((at) => (
              <line key={at} className={styles.grid} x1={0} x2={WIDTH} y1={at} y2={at} />
            ))}
            {starts.slice(1, MAX_LINES).map((at) => (
              <line key={at} className={styles.grid} x1={x(at)} x2={x(at)} y1={0} y2={HEIGHT} />
            ))}
            <polyline className={styles.line} points={line.join(' ')} />
          </svg>
          {points
            .filter(({ failed }) => failed)
            .slice(0, MAX_RINGS)
            .map(({ at, timeMs }) => (
              <span
                key={at}
                className={styles.ring}
                style={{ left: `${(x(at) / WIDTH) * 100}%`, top: `${(y(timeMs) / HEIGHT) * 100}%` }}
              />
            ))}
          <span
            className={styles.slowest}
            data-left={x(slowest.at) > WIDTH * 0.8 || undefined}
            style={{
              left: `${(x(slowest.at) / WIDTH) * 100}%`,
              top: `${(y(slowest.timeMs) / HEIGHT) * 100}%`,
            }}
            aria-hidden
          >
            {formatDuration(slowest.timeMs)}
          </span>
        </div>
      </div>
    </figure>
  );
}

/** Passed and failed tests of each iteration as bars; many iterations share one. */
export function IterationsChart({ rows }: { readonly rows: readonly RunRow[] }) {
  const counts = iterationCounts(rows);
  if (counts.length < 2) return null;
  const size = Math.ceil(counts.length / MAX_BARS);
  const bars: { passed: number; failed: number }[] = [];
  for (const [at, { passed, failed }] of counts.entries()) {
    const bar = (bars[Math.floor(at / size)] ??= { passed: 0, failed: 0 });
    bar.passed += passed;
    bar.failed += failed;
  }
  const most = Math.max(1, ...bars.map(({ passed, failed }) => passed + failed));
  const total = (key: 'passed' | 'failed') => counts.reduce((sum, count) => sum + count[key], 0);
  return (
    <figure className={styles.figure}>
      <figcaption>
        <strong>{words.byIteration}</strong> {words.summary(total('passed'), total('failed'))}
      </figcaption>
      <svg
        className={styles.bars}
        viewBox={`0 0 ${bars.length * 10} 40`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.byIterationText(total('passed'), total('failed'))}
      >
        {bars.map(({ passed, failed }, at) => {
          const [ok, bad] = [(passed / most) * 40, (failed / most) * 40];
          return (
            // oxlint-disable-next-line react/no-array-index-key -- bars never move
            <g key={at}>
              <rect className={styles.passed} x={at * 10 + 1} width={8} y={40 - ok} height={ok} />
              <rect
                className={styles.failed}
                x={at * 10 + 1}
                width={8}
                y={40 - ok - bad}
                height={bad}
              />
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

const MAX_BARS = 60;

/** The number of the first row of each iteration. */
function iterationStarts(rows: readonly RunRow[]): readonly number[] {
  const starts: number[] = [];
  for (const [at, { iteration }] of rows.entries()) {
    if (at === 0 || iteration !== rows[at - 1]?.iteration) starts.push(at);
  }
  return starts;
}

/** The next round number above. */
function niceTop(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, ms)));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((top) => top >= ms) ?? ms;
}
