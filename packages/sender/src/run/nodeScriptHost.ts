import { AppError } from '@scratchpad/core';
import {
  SANDBOX_FIRMWARE,
  type ScriptChannelListener,
  type ScriptHost,
} from '@scratchpad/core/run';
import type { FromScriptProcess, ToScriptProcess } from './scriptProcessMessages.ts';
import { startScriptProcess } from './startScriptProcess.ts';

/** A host with a process behind it. */
export interface NodeScriptHost extends ScriptHost {
  /** Ends the process and every context in it. */
  readonly close: () => void;
}

/**
 * Script contexts as threads of a process without rights.
 * @param started the process, when it was started ahead
 * @param options.keepsSpare has a new thread ready when one was ended, for the price of its memory
 */
export function createNodeScriptHost(
  started = startScriptProcess(),
  { keepsSpare = false } = {},
): NodeScriptHost {
  const { child, bootcodeFile } = started;
  const contexts = new Map<number, ScriptChannelListener & { onOpened: () => void }>();
  let lastId = 0;
  /** The process keeps its parent only while a context is in use. */
  const hold = () => {
    if (contexts.size > 0) child.channel?.ref();
    else child.channel?.unref();
  };
  const tell = (message: ToScriptProcess) => {
    if (child.connected) child.send(message, () => undefined);
  };
  child.on('message', (message: FromScriptProcess) => {
    const context = contexts.get(message.id);
    if (message.type === 'opened') context?.onOpened();
    else if (message.type === 'message') context?.onMessage(message.text);
    else {
      contexts.delete(message.id);
      hold();
      context?.onExit(message.reason);
    }
  });
  const onGone = () => {
    const ended = [...contexts.values()];
    contexts.clear();
    for (const { onExit } of ended) onExit('The process that scripts run in ended unexpectedly.');
  };
  child.on('exit', onGone);
  child.on('error', onGone);
  tell({ type: 'start', firmware: SANDBOX_FIRMWARE, bootcodeFile, keepsSpare });

  const open = (listener: ScriptChannelListener): ReturnType<ScriptHost['open']> =>
    new Promise((resolve, reject) => {
      if (!child.connected) throw unavailable('The process that scripts run in is gone.');
      const id = (lastId += 1);
      let isOpen = false;
      contexts.set(id, {
        onMessage: listener.onMessage,
        onExit: (reason) => (isOpen ? listener.onExit(reason) : reject(unavailable(reason))),
        onOpened: () => {
          isOpen = true;
          resolve({
            post: (text) => tell({ type: 'post', id, text }),
            close: () => {
              contexts.delete(id);
              hold();
              tell({ type: 'close', id });
            },
          });
        },
      });
      hold();
      tell({ type: 'open', id });
    });
  return {
    open,
    close: () => {
      child.off('exit', onGone);
      child.kill('SIGKILL');
    },
  };
}

function unavailable(reason: string): AppError<'SCRIPTS_UNAVAILABLE'> {
  return new AppError('SCRIPTS_UNAVAILABLE', reason);
}
