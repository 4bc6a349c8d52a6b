/**
 * The thread that scripts run in. It takes away what Node would give them, runs the firmware and the bootcode, and from
 * then on only carries texts. The process around it has no rights either: see startScriptProcess.ts.
 */
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { sealThread } from './sealThread.mjs';

const { firmware, bootcodeFile } = workerData;
const port = parentPort;

/**
 * A Script of this kind has no `import()`: nobody says how to load what it names.
 * @param {string} code
 * @param {string} filename
 */
const evaluate = (code, filename) => new Script(code, { filename }).runInThisContext();

/** @type {(text: string) => void} */
const receive = evaluate(
  firmware,
  'firmware.js',
)((/** @type {string} */ text) => port.postMessage(text));
// The file is `module.exports = (callback) => callback(null, <the code as a text>)`.
const bootcode = { exports: undefined };
evaluate(
  `(function (module) {${readFileSync(bootcodeFile, 'utf8')}\n})`,
  'bootcode.file.js',
)(bootcode);

// What a script leaves rejected, or throws in a listener of its own, ends no thread. It is told as what it is.
const onUnhandled = (/** @type {unknown} */ thrown) => port.postMessage(rejectionMessage(thrown));
process.on('unhandledRejection', onUnhandled);
process.on('uncaughtException', onUnhandled);
sealThread(process);
bootcode.exports((/** @type {unknown} */ _, /** @type {string} */ code) =>
  evaluate(code, 'bootcode.js'),
);
bootcode.exports = undefined;
port.on('message', receive);
port.postMessage('');

/**
 * The message of the script protocol that tells of something which nobody caught.
 * @param {unknown} thrown a script's: any value
 */
function rejectionMessage(thrown) {
  let name = 'Error';
  let message = '';
  try {
    if (typeof thrown === 'object' && thrown !== null) {
      name = String(thrown.name);
      message = String(thrown.message);
    } else message = String(thrown);
  } catch {
    message = 'A script left something that cannot be shown.';
  }
  return JSON.stringify(['rejection', { name, message }]);
}
