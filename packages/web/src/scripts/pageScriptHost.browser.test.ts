import { runCollection, type RunEvent, type RunTransport } from '@scratchpad/core/run';
import { describe, expect, test } from 'vitest';
import { scriptHost } from './pageScriptHost.ts';

/** Answers each request from memory: what is tested here is the place that scripts run in. */
const transport: RunTransport = {
  whyNoFile: () => Promise.resolve(null),
  readBody: () => Promise.resolve(new Uint8Array()),
  // oxlint-disable-next-line require-yield, typescript/require-await -- a stream like any other
  async *send(request) {
    yield {
      type: 'error',
      code: 'CONNECTION_REFUSED',
      message: 'none',
      errno: null,
      phase: 'tcp',
      leftMachine: false,
      url: request.url,
    };
  },
};

async function run(
  codes: readonly string[],
  options: {
    scriptTimeoutMs?: number;
    signal?: AbortSignal;
    onEvent?: (event: RunEvent) => void;
  } = {},
) {
  const events: RunEvent[] = [];
  const running = runCollection({
    scriptHost,
    transport,
    collection: {
      kind: 'collection',
      name: 'Page',
      children: codes.map((code, i) => ({
        kind: 'http',
        name: String(i),
        fields: { method: 'GET', baseUrl: 'http://localhost:1/' },
        texts: { preRequest: code },
      })),
    },
    ...options,
  });
  for await (const event of running) {
    events.push(event);
    options.onEvent?.(event);
  }
  return {
    events,
    logs: events.flatMap((event) => (event.type === 'console' ? [event.args.join(' ')] : [])),
    errors: events.flatMap((event) =>
      event.type === 'script' && event.error ? [event.error.message] : [],
    ),
  };
}

describe('scripts in the page', { timeout: 60_000 }, () => {
  test('run, with their libraries, crypto.subtle and top-level await', async () => {
    const { logs, errors } = await run([
      `const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('a'));
       console.log(digest.byteLength, require('lodash').chunk([1, 2, 3], 2).length, pm.require('npm:moment').utc(0).format('YYYY'));`,
      "pm.variables.set('a', 1); console.log(pm.variables.get('a'), pm.info.requestName)",
    ]);
    expect(errors).toStrictEqual([]);
    expect(logs).toStrictEqual(['32 2 1970', '1 1']);
  });

  test('find none of the page', async () => {
    const global = "Function('return this')()";
    const names = [
      'document',
      'parent',
      'localStorage',
      'indexedDB',
      'caches',
      'fetch',
      'XMLHttpRequest',
      'WebSocket',
      'EventSource',
      'Worker',
      'SharedWorker',
      'BroadcastChannel',
      'RTCPeerConnection',
      'Image',
      'importScripts',
      'postMessage',
      'addEventListener',
      'onmessage',
      'navigator',
      'location',
      'bridge',
      'cookieStore',
      'WebTransport',
      'close',
    ];
    const { logs } = await run([
      `const global = ${global}; console.log(${JSON.stringify(names)}.filter((name) => global[name] !== undefined).join());`,
    ]);
    expect(logs).toStrictEqual(['']);
  });

  test('leave nothing behind for another run', async () => {
    await run([
      "Object.prototype.spoiled = 1; Array.prototype.map = () => ['spoiled']; JSON.stringify = () => 'x'; console.log(1)",
    ]);
    const { logs } = await run(['console.log(String({}.spoiled), [1].map((n) => n + 1).join())']);
    expect(logs).toStrictEqual(['undefined 2']);
  });

  test('that do not end are ended by the time limit while the page answers, and the run goes on', async () => {
    // A page that the script held up would not count at all; how long its longest piece of work is, a story measures.
    let turns = 0;
    const turnsByScript: number[] = [];
    const timer = setInterval(() => (turns += 1), 10);
    const onEvent = ({ type }: RunEvent) => {
      // While a script runs, and not while its context opens.
      if (type === 'beforeScript') turns = 0;
      if (type === 'script') turnsByScript.push(turns);
    };
    const { logs, errors } = await run(['while (true) {}', "console.log('next')"], {
      scriptTimeoutMs: 300,
      onEvent,
    });
    expect(errors).toStrictEqual(['sandbox not responding']);
    expect(logs).toStrictEqual(['next']);
    clearInterval(timer);
    expect(turnsByScript[0]).toBeGreaterThan(2);
  });

  test('that do not end are ended by a stop', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('by hand')), 500);
    const { events } = await run(['while (true) {}'], { signal: stop.signal });
    expect(events.at(-1)).toMatchObject({ type: 'done', error: { message: 'by hand' } });
  });

  test('that leave a promise rejected fail, and their worker lives on', async () => {
    const { logs, errors } = await run([
      "Promise.reject(new RangeError('left')); await new Promise((done) => setTimeout(done, 20));",
      "console.log('next')",
    ]);
    expect(errors).toStrictEqual(['left']);
    expect(logs).toStrictEqual(['next']);
  });
});
