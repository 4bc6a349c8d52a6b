import type { Check, CheckResult } from '../checks/check.ts';
import { lockfileCheck } from '../checks/lockfileCheck.ts';
import { deadCodeCheck, formatCheck, lintCheck, typesCheck } from '../checks/staticChecks.ts';
import { browserCheck, unitCheck } from '../checks/vitestCheck.ts';
import { buildCheck, sizeCheck, storiesCheck } from '../checks/webChecks.ts';
import { endWithParent } from '../lib/taskLifetime.ts';

// `npm test [-- step …]`: the quick checks first. The last line is `N passed, N failed`, and counts a check or a test
// as one each.
const CHECKS: readonly Check[] = [
  formatCheck,
  lintCheck,
  typesCheck,
  deadCodeCheck,
  lockfileCheck,
  unitCheck,
  buildCheck,
  sizeCheck,
  browserCheck,
  storiesCheck,
];

endWithParent();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  const names = CHECKS.map(({ name }) => name).join(', ');
  process.stderr.write(
    `No step ${unknown.map((name) => `"${name}"`).join(', ')}. The steps are: ${names}.\n`,
  );
}

let passed = 0;
let failed = unknown.length;
for (const check of CHECKS) {
  if (wanted.length > 0 && !wanted.includes(check.name)) continue;
  const result = await runCheck(check);
  passed += result.passed;
  failed += result.failed;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function runCheck({ name, run }: Check): Promise<CheckResult> {
  const startedAt = performance.now();
  const result = await run().catch((error: unknown): CheckResult => ({
    passed: 0,
    failed: 1,
    output: String(error),
  }));
  const seconds = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  if (result.failed > 0) process.stdout.write(`${result.output.trimEnd()}\n`);
  process.stdout.write(`${name.padEnd(9)} ${seconds.padStart(8)}  ${verdictOf(result)}\n`);
  return result;
}

function verdictOf({ passed, failed, skipped }: CheckResult): string {
  if (skipped !== undefined) return `skipped: ${skipped}`;
  return failed === 0
    ? `ok${passed > 1 ? ` (${passed})` : ''}`
    : `FAILED (${failed} of ${passed + failed})`;
}
