/** Takes Node away from the thread that scripts will run in. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { registerHooks } from 'node:module';
import net from 'node:net';

/**
 * Nothing of this is within a script's reach: the bootcode removes the globals that lead to it. Should a way be found to
 * one, there is still nothing behind it: no module loads any more, no socket connects, no name is looked up.
 * @param {NodeJS.Process} process
 */
export function sealThread(process) {
  const refuse = () => {
    throw new Error('Scripts have no network but pm.sendRequest.');
  };
  /**
   * @param {object} target
   * @param {readonly string[]} names
   */
  const replace = (target, names) => {
    for (const name of names) {
      Object.defineProperty(target, name, { value: refuse, writable: false, configurable: false });
    }
  };
  replace(net.Socket.prototype, ['connect']);
  replace(net.Server.prototype, ['listen']);
  replace(dgram.Socket.prototype, ['bind', 'connect', 'send']);
  replace(dns, ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny']);
  replace(dns.promises, ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny']);
  registerHooks({
    resolve: () => {
      throw new Error(
        'Scripts cannot import modules. pm.require and require know the bundled ones.',
      );
    },
  });
  for (const name of ['binding', '_linkedBinding', 'dlopen', 'getBuiltinModule', 'kill', 'env']) {
    Reflect.deleteProperty(process, name);
  }
  // Messages reach the thread through methods of these, which a script could otherwise put itself in front of.
  Object.freeze(EventTarget.prototype);
  Object.freeze(Event.prototype);
}
