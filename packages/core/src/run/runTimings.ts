/** Averages of the phases of all requests, kept without keeping the samples (Welford's method). */

/** One phase so far. */
export interface Phase {
  count: number;
  average: number;
  min: number;
  max: number;
  /** Sum of the squared differences from the average. */
  squares: number;
}

/** A phase without samples. */
export function createPhase(): Phase {
  return { count: 0, average: 0, min: 0, max: 0, squares: 0 };
}

/** Takes in a sample. One of 0 says that the phase was not needed, and counts nothing. */
export function addSample(phase: Phase, value: number): void {
  if (value <= 0) return;
  phase.count += 1;
  const before = value - phase.average;
  phase.average += before / phase.count;
  phase.squares += before * (value - phase.average);
  phase.min = phase.count === 1 ? value : Math.min(phase.min, value);
  phase.max = Math.max(phase.max, value);
}

/** `<name>Average`, `<name>Min`, `<name>Max`, `<name>Sd` for each phase. */
export function phasesToTimings(phases: Readonly<Record<string, Phase>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(phases).flatMap(([name, { count, average, min, max, squares }]) => [
      [`${name}Average`, average],
      [`${name}Min`, min],
      [`${name}Max`, max],
      [`${name}Sd`, count > 0 ? Math.sqrt(squares / count) : 0],
    ]),
  );
}
