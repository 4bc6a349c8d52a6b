import type { ProcessResult } from '../lib/runProcess.ts';

/** What a step of `npm test` found. `output` is shown when something failed. */
export type CheckResult = {
  passed: number;
  failed: number;
  output: string;
  /** Set when there is nothing to check yet; then nothing is counted. */
  skipped?: string;
};

/** One step of `npm test`. */
export type Check = { name: string; run: () => Promise<CheckResult> };

/** A step that stands for one check: passed when every process of it ended with 0. */
export function resultOf(...processes: readonly ProcessResult[]): CheckResult {
  const failed = processes.filter(({ code }) => code !== 0);
  const output = failed.map((process) => process.output).join('\n');
  return failed.length === 0
    ? { passed: 1, failed: 0, output: '' }
    : { passed: 0, failed: 1, output };
}

/**
 * A step whose runner counts tests. A runner that crashed, found nothing to run, or ended badly although each of its
 * tests passed (an error between tests) is itself a failure.
 */
export function resultOfTests(
  process: ProcessResult,
  counts: { passed: number; failed: number } | null,
): CheckResult {
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  const isSound = failed > 0 || (process.code === 0 && passed > 0);
  return { passed, failed: isSound ? failed : 1, output: process.output };
}
