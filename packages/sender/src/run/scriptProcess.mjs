/**
 * The process around the script threads: started by startScriptProcess.ts, without rights, without an environment. It
 * holds one thread for each open context and, where wanted, a spare one that is ready, and carries texts between them and
 * its parent. Messages: scriptProcessMessages.ts.
 *
 * Plain JavaScript, as all that runs in it: what Node loads to run TypeScript is 30 MB and 50 ms for each process.
 */
import { Worker } from 'node:worker_threads';

/** A script that fills the memory ends its thread and nothing else. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

/** @type {{ firmware: string, bootcodeFile: string, keepsSpare: boolean } | null} */
let settings = null;
/** @type {Promise<Worker> | null} */
let spare = null;
/** @type {Map<number, Worker>} */
const threads = new Map();
/** @type {Set<number>} Closed before they were open. */
const closed = new Set();

/** @param {import('./scriptProcessMessages.ts').FromScriptProcess} message */
function send(message) {
  process.send?.(message);
}

function startThread() {
  const { firmware, bootcodeFile } = settings ?? {};
  const worker = new Worker(new URL('scriptWorker.mjs', import.meta.url), {
    workerData: { firmware, bootcodeFile },
    env: {},
    resourceLimits: RESOURCE_LIMITS,
  });
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve(worker));
    worker.once('error', reject);
  });
}

/** @param {number} id */
async function open(id) {
  const worker = await (spare ?? startThread());
  spare = null;
  if (closed.delete(id)) return endThread(worker);
  threads.set(id, worker);
  worker.removeAllListeners('error');
  worker.on('message', (text) => send({ type: 'message', id, text }));
  worker.on('error', (error) => {
    if (threads.delete(id)) send({ type: 'exit', id, reason: error.message });
  });
  worker.on('exit', () => {
    if (threads.delete(id)) send({ type: 'exit', id, reason: 'The scripts ended unexpectedly.' });
  });
  send({ type: 'opened', id });
}

/** @param {number} id */
function close(id) {
  const worker = threads.get(id);
  if (!worker) {
    closed.add(id);
    return;
  }
  threads.delete(id);
  endThread(worker);
  // A context that had to be ended is followed by another soon.
  if (settings?.keepsSpare) spare ??= startThread();
}

/** @param {Worker} worker */
function endThread(worker) {
  worker.terminate().catch(() => undefined);
}

process.on(
  'message',
  (/** @type {import('./scriptProcessMessages.ts').ToScriptProcess} */ message) => {
    switch (message.type) {
      case 'start':
        settings = message;
        spare = startThread();
        // Told to whoever opens a context.
        spare.catch(() => undefined);
        return;
      case 'open':
        open(message.id).catch((error) =>
          send({ type: 'exit', id: message.id, reason: String(error) }),
        );
        return;
      case 'post':
        threads.get(message.id)?.postMessage(message.text);
        return;
      case 'close':
        close(message.id);
        return;
      default:
    }
  },
);
// The parent is gone, or wants no more scripts.
process.on('disconnect', () => process.exit());
