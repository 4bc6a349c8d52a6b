/**
 * The first thing that runs in a script context, before the bootcode of `postman-sandbox`, which expects a global
 * `bridge`. It is a text, because it becomes part of a worker's code: in the page of a blob, in the terminal of a thread.
 *
 * The text is a function expression `(post) => receive`: `post` takes a message out, `receive` takes one in. A message is
 * the JSON of `[event, ...arguments]`. Nothing that a script can change is used after it has run: the functions below
 * hold the ones they need.
 */
export const SANDBOX_FIRMWARE = `((post) => {
  'use strict';
  const { parse, stringify } = JSON;
  const apply = Reflect.apply;
  const listenersByEvent = Object.create(null);
  const listenersOf = (event) => listenersByEvent[event] ?? [];
  /** A script may hand over values that refer to themselves. */
  const withoutCycles = () => {
    const above = [];
    return function (key, value) {
      if (typeof value !== 'object' || value === null) return value;
      while (above.length > 0 && above[above.length - 1] !== this) above.length -= 1;
      for (let i = 0; i < above.length; i += 1) if (above[i] === value) return '[Circular]';
      above[above.length] = value;
      return value;
    };
  };
  const bridge = {
    emit(event, ...args) {
      const listeners = listenersOf(event);
      const now = [];
      for (let i = 0; i < listeners.length; i += 1) now[i] = listeners[i];
      for (let i = 0; i < now.length; i += 1) apply(now[i], bridge, args);
    },
    listeners: (event) => listenersOf(event),
    dispatch(...message) {
      // The same comes under the name of its script, which is the one that is listened to.
      if (message[0] === 'execution.assertion' || message[0] === 'execution.error') return;
      let text;
      try {
        text = stringify(message);
      } catch {
        text = stringify(message, withoutCycles());
      }
      post(text);
    },
    on(event, listener) {
      if (typeof listener !== 'function') return;
      const before = listenersOf(event);
      const now = [];
      for (let i = 0; i < before.length; i += 1) now[i] = before[i];
      now[now.length] = listener;
      listenersByEvent[event] = now;
    },
    once(event, listener) {
      const once = function (...args) {
        bridge.off(event, once);
        apply(listener, this, args);
      };
      bridge.on(event, once);
    },
    off(event, listener) {
      const left = [];
      const before = listener ? listenersOf(event) : [];
      for (let i = 0; i < before.length; i += 1) if (before[i] !== listener) left[left.length] = before[i];
      if (left.length > 0) listenersByEvent[event] = left;
      else delete listenersByEvent[event];
    },
  };
  // The bootcode takes it and removes it.
  globalThis.bridge = bridge;
  return (message) => {
    const list = parse(message);
    apply(bridge.emit, bridge, list);
  };
})`;
