import type { ScriptsReport } from '../send/outcome.ts';
import { responseWords as words } from './words.ts';

/** How many tests there are in each state; a script that ended with an error counts as failed. */
export function testCounts(report: ScriptsReport): {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
} {
  const of = (status: ScriptsReport['tests'][number]['status']) =>
    report.tests.filter((test) => test.status === status).length;
  return {
    passed: of('passed'),
    failed: of('failed') + report.errors.length,
    skipped: of('skipped'),
  };
}

/** The mark of the tab: passed of all, skipped ones left out. */
export function countTests(
  report: ScriptsReport | undefined,
): { count: string; tone: 'ok' | 'danger' } | undefined {
  if (!report) return undefined;
  const { passed, failed } = testCounts(report);
  if (passed + failed === 0) return undefined;
  return { count: `${passed}/${passed + failed}`, tone: failed > 0 ? 'danger' : 'ok' };
}

/** The counts in words, for those who do not see the tab. */
export function describeTests(report: ScriptsReport): string {
  const { passed, failed } = testCounts(report);
  return passed + failed === 0 ? '' : words.testsSaid(passed, failed);
}
