import { SANDBOX_FIRMWARE } from '@scratchpad/core/run';

/**
 * What runs in the worker before any script: takes the port to the page, runs the firmware and the bootcode, and from then
 * on carries texts. It holds what it needs of the platform, since a script can change the rest.
 */
const PRELUDE = `((loadBootcode) => {
  'use strict';
  const { apply } = Reflect;
  const postMessage = MessagePort.prototype.postMessage;
  const dataOf = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data').get;
  const rejectionMessage = (thrown) => {
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
  };
  return (port) => {
    const post = (text) => apply(postMessage, port, [text]);
    const receive = (${SANDBOX_FIRMWARE})(post);
    self.addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      post(rejectionMessage(event.reason));
    });
    self.addEventListener('error', (event) => {
      event.preventDefault();
      post(rejectionMessage(event.error ?? event.message));
    });
    loadBootcode((_, code) => (0, eval)(code));
    port.onmessage = (event) => receive(apply(dataOf, event, []));
    post('');
  };
})`;

/**
 * The code of a script worker: a function that takes the port to the page.
 * @param bootcode the file `bootcode.browser.js`: `module.exports = (callback) => callback(null, <the code as a text>)`
 */
export function workerCode(bootcode: string): string {
  return `${PRELUDE}((() => { const module = {};\n${bootcode}\nreturn module.exports; })())`;
}
