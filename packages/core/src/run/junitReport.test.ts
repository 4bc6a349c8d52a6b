import { expect, it } from 'vitest';
import { writeJunit } from './junitReport.ts';

it('writes a suite for each item, and nothing that is no XML', () => {
  const xml = writeJunit({
    collectionName: 'A & B',
    collectionId: 'c',
    pathById: new Map([['i', ['A & B', 'F', 'get <it>']]]),
    run: {
      timings: { started: 0 },
      stats: { tests: { total: 1 } },
      executions: [
        {
          item: { id: 'i' },
          cursor: { iteration: 0 },
          response: { responseTime: 1500 },
          assertions: [
            { assertion: 'good' },
            { assertion: 'bad "q"', error: { message: 'no ]]> \u0000', stack: 's' } },
          ],
          testScript: [{ error: { stack: 'TypeError: x' } }],
        },
      ],
    },
  });
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="A &amp; B" tests="1" time="1.500">
  <testsuite name="F / get &lt;it&gt;" id="i" timestamp="1970-01-01T00:00:00.000Z" tests="2" failures="1" errors="1" time="1.500">
    <system-err><![CDATA[Iteration: 0
testScriptError: TypeError: x]]></system-err>
    <testcase name="good" time="1.500" classname="FGetIt"/>
    <testcase name="bad &quot;q&quot;" time="1.500" classname="FGetIt">
      <failure type="AssertionFailure" message="no ]]&gt; "><![CDATA[Failed 1 times.]]><![CDATA[Collection JSON ID: c.]]><![CDATA[Collection name: A & B.]]><![CDATA[Request name: F / get <it>.]]><![CDATA[Test description: bad "q".]]><![CDATA[Error message: no ]]]]><![CDATA[> .]]><![CDATA[Stacktrace: s.]]></failure>
    </testcase>
  </testsuite>
</testsuites>`);
});
