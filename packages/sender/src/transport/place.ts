import { BlockList, isIP } from 'node:net';

/** A host and maybe a port, as people write them in a list: `*.example.com:8443`, `[::1]`. */
type Place = { readonly host: string; readonly port: string | null };

function parsePlace(text: string): Place {
  const found = /^\[([^\]]*)\](?::(\d+|\*))?$|^([^:]*):(\d+|\*)$/.exec(text.trim());
  const [, v6, v6Port, host, port] = found ?? [];
  const given = v6Port ?? port ?? '*';
  return {
    host: (v6 ?? host ?? text.trim()).toLowerCase(),
    port: given === '*' ? null : given,
  };
}

/** The host of an address without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replaceAll(/^\[|\]$/g, '');
}

/** The port of an address, that of its scheme where none is written. */
function portOf(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}

/** Whether an address is at a place: a host by its name, `*.example.com` what lies below it, `*` every place. */
export function isAtPlace(url: URL, text: string): boolean {
  const { host, port } = parsePlace(text);
  if (port !== null && port !== String(portOf(url))) return false;
  if (host === '*') return true;
  return host.startsWith('*.') ? hostOf(url).endsWith(host.slice(1)) : hostOf(url) === host;
}

/**
 * Whether an address is on a list of places that need no proxy, as `NO_PROXY` has it: a name means what lies below it,
 * too, with or without a dot or `*.` before it; a network of addresses is written `10.0.0.0/8`; `*` is all.
 */
export function isBypassed(url: URL, list: readonly string[]): boolean {
  const own = hostOf(url);
  return list.some((text) => {
    const subnet = /^([\da-f.:]+)\/(\d+)$/i.exec(text.trim());
    if (subnet) return isInSubnet(own, subnet[1] ?? '', Number(subnet[2]));
    const { host, port } = parsePlace(text);
    if (host === '' || (port !== null && port !== String(portOf(url)))) return false;
    const name = host.replace(/^\*?\.?/, '');
    return name === '' || own === name || own.endsWith(`.${name}`);
  });
}

/** Whether an address leads to this machine itself. */
export function isLoopback(url: URL): boolean {
  return isBypassed(url, ['localhost', '127.0.0.0/8', '[::1]']);
}

function isInSubnet(host: string, network: string, prefix: number): boolean {
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const longest = family === 'ipv6' ? 128 : 32;
  if (isIP(host) === 0 || isIP(network) === 0 || prefix > longest) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}
