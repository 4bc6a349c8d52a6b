/** Scripts in the page: how long a context takes to start, and 1,000 scripts in one of them. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { frameHeaders, SCRIPT_FRAME_PATH } from '../packages/core/src/wire/framePolicies.ts';
import { workerCode } from '../packages/web/src/scripts/workerCode.ts';
import { findBrowser } from '../scripts/lib/findBrowser.ts';
import { ms, report, summarize } from './measure.ts';

const ROOT = join(import.meta.dirname, '..');
const STARTS = 5;
const SCRIPTS = 1000;

const sandbox = createRequire(join(ROOT, 'packages/sender/package.json')).resolve(
  'postman-sandbox',
);
const bootcode = readFileSync(join(dirname(sandbox), '.cache', 'bootcode.browser.js'), 'utf8');
const frame = readFileSync(join(ROOT, 'packages/web/public', SCRIPT_FRAME_PATH), 'utf8');
const server = createServer((request, response) => {
  const headers = frameHeaders(request.url ?? '') ?? {};
  response.writeHead(200, { ...headers, 'Content-Type': 'text/html' });
  response.end(request.url === SCRIPT_FRAME_PATH ? frame : '<body></body>');
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
const measured = await page.evaluate(
  async ({ code, path, starts, scripts }) => {
    const open = async () => {
      const element = document.createElement('iframe');
      element.src = path;
      const ready = new Promise((resolve) =>
        window.addEventListener('message', resolve, { once: true }),
      );
      document.body.append(element);
      await ready;
      const [control, messages] = [new MessageChannel(), new MessageChannel()];
      const opened = new Promise((resolve) => (messages.port1.onmessage = resolve));
      element.contentWindow?.postMessage(code, '*', [control.port2, messages.port2]);
      await opened;
      return { port: messages.port1, element };
    };
    const ask = (port: MessagePort, message: unknown[], answer: string) =>
      new Promise<void>((resolve) => {
        port.onmessage = ({ data }: MessageEvent<string>) => {
          if (data.startsWith(`["${answer}`)) resolve();
        };
        port.postMessage(JSON.stringify(message));
      });
    const startTimes: number[] = [];
    for (let i = 0; i < starts; i++) {
      const from = performance.now();
      const { port, element } = await open();
      await ask(port, ['initialize', {}], 'initialize');
      startTimes.push(performance.now() - from);
      element.remove();
    }
    const { port } = await open();
    await ask(port, ['initialize', {}], 'initialize');
    const exec = ["pm.test('a', () => pm.expect(1).to.equal(1));", "pm.environment.set('x', 1);"];
    const run = (id: string) =>
      ask(
        port,
        [
          'execute',
          id,
          { listen: 'test', script: { type: 'text/javascript', exec } },
          { environment: { id: 'e', values: [] }, request: { url: 'http://localhost/' } },
          { cursor: { execution: id }, legacy: {} },
        ],
        `execution.result.${id}`,
      );
    for (let i = 0; i < 20; i++) await run(`w${i}`);
    const from = performance.now();
    for (let i = 0; i < scripts; i++) await run(`s${i}`);
    return { startTimes, scriptsMs: performance.now() - from };
  },
  { code: workerCode(bootcode), path: SCRIPT_FRAME_PATH, starts: STARTS, scripts: SCRIPTS },
);
await browser.close();
server.close();
const { min, median } = summarize(measured.startTimes);
report('Scripts in the page', [
  { what: 'start of a context, fastest', value: ms(min) },
  { what: 'start of a context, median', value: ms(median) },
  { what: `${SCRIPTS} scripts in one context`, value: ms(measured.scriptsMs) },
  { what: 'one script', value: ms(measured.scriptsMs / SCRIPTS) },
]);
