/** Small helpers that the benchmarks share: repeated timing, a table, JSON. */

/** Minimum, median and maximum of some timings, in milliseconds. */
export interface Timing {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Runs `fn` once for warming up and `runs` times for counting. */
export async function time(runs: number, fn: () => unknown): Promise<Timing> {
  await fn();
  const samples: number[] = [];
  for (let i = 0; i < runs; i++) {
    const from = performance.now();
    await fn();
    samples.push(performance.now() - from);
  }
  return summarize(samples);
}

/** Orders samples and names their middle. */
export function summarize(samples: readonly number[]): Timing {
  const sorted = samples.toSorted((a, b) => a - b);
  return {
    min: sorted[0] ?? 0,
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    max: sorted.at(-1) ?? 0,
  };
}

/** One line of a benchmark's result. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  readonly budget?: string;
}

/** Prints the figures as a Markdown table, and as one line of JSON for programs. */
export function report(name: string, figures: readonly Figure[]): void {
  const lines = figures.map(
    ({ what, value, budget }) => `| ${what} | ${value} | ${budget ?? ''} |`,
  );
  process.stdout.write(
    `\n## ${name}\n\n| what | measured | budget |\n|---|---|---|\n${lines.join('\n')}\n\n${JSON.stringify({ name, figures })}\n`,
  );
}

/** Milliseconds as people read them. */
export function ms(value: number): string {
  return value < 1 ? `${(value * 1000).toFixed(0)} µs` : `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

/** Bytes as people read them. */
export function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
