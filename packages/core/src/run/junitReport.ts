import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';

/** The report as JUnit XML: one suite for each item, one case for each test of it. */
export function writeJunit(report: {
  readonly collectionName: string;
  readonly collectionId: string;
  /** The names of an item from the collection down, by its id. */
  readonly pathById: ReadonlyMap<string, readonly string[]>;
  /** {@link RunSummary.toJson}, with its executions. */
  readonly run: JsonObject;
}): string {
  const { run, collectionName } = report;
  const started = isJsonObject(run['timings']) ? Number(run['timings']['started']) : 0;
  const byItem = new Map<string, JsonObject[]>();
  for (const execution of objects(run['executions'])) {
    const { id } = isJsonObject(execution['item']) ? execution['item'] : {};
    const list = byItem.get(text(id)) ?? [];
    // A request of a script shares the entry of its item.
    if (!list.includes(execution)) list.push(execution);
    byItem.set(text(id), list);
  }
  let seconds = 0;
  const suites = [...byItem].map(([id, executions]) => {
    const times = executions.map(secondsOf);
    seconds += times.reduce((sum, time) => sum + time, 0);
    return suite(id, executions, times, new Date(started).toISOString(), report);
  });
  const tests = isJsonObject(run['stats']) ? (run['stats']['tests'] as JsonObject)['total'] : 0;
  const head = `<testsuites name="${xml(collectionName)}" tests="${Number(tests)}" time="${seconds.toFixed(3)}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join('')}</testsuites>`;
}

function suite(
  id: string,
  executions: readonly JsonObject[],
  times: readonly number[],
  timestamp: string,
  report: Parameters<typeof writeJunit>[0],
): string {
  const name = (report.pathById.get(id) ?? []).slice(1).join(' / ');
  const failuresByTest = new Map<string, JsonObject[]>();
  let tests = 0;
  const errors: string[] = [];
  for (const execution of executions) {
    const assertions = objects(execution['assertions']);
    tests = assertions.length;
    for (const { assertion, error } of assertions) {
      const failures = failuresByTest.get(text(assertion)) ?? [];
      if (isJsonObject(error)) failures.push(error);
      failuresByTest.set(text(assertion), failures);
    }
    errors.push(...errorsOf(execution));
  }
  const failed = [...failuresByTest.values()].reduce((sum, { length }) => sum + length, 0);
  const time = times.reduce((sum, value) => sum + value, 0) / Math.max(1, times.length);
  const attributes = `name="${xml(name)}" id="${xml(id)}" timestamp="${timestamp}" tests="${tests}" failures="${failed}" errors="${errors.length}" time="${time.toFixed(3)}"`;
  const cases = [...failuresByTest].map(([test, failures]) =>
    testCase(test, failures, (times.at(-1) ?? 0).toFixed(3), className(name), report, name),
  );
  const systemErr =
    errors.length === 0 ? '' : `    <system-err>${cdata(errors.join('\n---\n'))}</system-err>\n`;
  return `  <testsuite ${attributes}>\n${systemErr}${cases.join('')}  </testsuite>\n`;
}

function errorsOf(execution: JsonObject): string[] {
  const { requestError, cursor } = execution;
  const iteration = isJsonObject(cursor) ? Number(cursor['iteration']) : 0;
  const found = isJsonObject(requestError) ? [`RequestError: ${text(requestError['stack'])}`] : [];
  for (const kind of ['testScript', 'prerequestScript'] as const) {
    for (const { error } of objects(execution[kind])) {
      if (isJsonObject(error)) found.push(`${kind}Error: ${text(error['stack'])}`);
    }
  }
  return found.map((line) => `Iteration: ${iteration}\n${line}`);
}

function testCase(
  test: string,
  failures: readonly JsonObject[],
  time: string,
  suiteClass: string,
  { collectionName, collectionId }: Parameters<typeof writeJunit>[0],
  request: string,
): string {
  const attributes = `name="${xml(test)}" time="${time}" classname="${xml(suiteClass || className(collectionName))}"`;
  const [first] = failures;
  if (!first) return `    <testcase ${attributes}/>\n`;
  const details = [
    `Failed ${failures.length} times.`,
    `Collection JSON ID: ${collectionId}.`,
    `Collection name: ${collectionName}.`,
    `Request name: ${request}.`,
    `Test description: ${test}.`,
    `Error message: ${text(first['message'])}.`,
    `Stacktrace: ${text(first['stack'])}.`,
  ];
  return `    <testcase ${attributes}>\n      <failure type="AssertionFailure" message="${xml(text(first['message']))}">${details.map(cdata).join('')}</failure>\n    </testcase>\n`;
}

function secondsOf({ response }: JsonObject): number {
  return isJsonObject(response) ? Number(response['responseTime'] ?? 0) / 1000 : 0;
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** As other tools name the class: words joined, each with a capital. */
function className(name: string): string {
  return (name.match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('');
}

// XML 1.0 has no way to say these characters at all.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function xml(value: string): string {
  return value
    .replaceAll(NOT_XML, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}

function cdata(value: string): string {
  return `<![CDATA[${value.replaceAll(NOT_XML, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
