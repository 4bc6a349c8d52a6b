import { AppError, type ProxyServer } from '@scratchpad/core/wire';
import { isBypassed, isLoopback } from './place.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const SCHEMES = new Map<string, { scheme: ProxyServer['scheme']; port: number }>([
  ['http:', { scheme: 'http', port: 80 }],
  ['https:', { scheme: 'https', port: 443 }],
  ['socks:', { scheme: 'socks5', port: 1080 }],
  ['socks5:', { scheme: 'socks5', port: 1080 }],
  ['socks5h:', { scheme: 'socks5', port: 1080 }],
]);

/**
 * The proxy that an environment names for an address; lower case wins, as in other programs. A proxy cannot reach this
 * machine, so addresses of its own never go there.
 * @throws AppError `PROXY_FAILED` when the variable holds no address of a proxy
 */
export function systemProxyFor(url: URL, env: Environment): ProxyServer | null {
  const read = (name: string) => env[name.toLowerCase()] || env[name] || '';
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const used = read(name) === '' ? 'ALL_PROXY' : name;
  const text = read(used);
  if (text === '' || isLoopback(url)) return null;
  if (isBypassed(url, read('NO_PROXY').split(/[\s,]+/))) return null;
  const proxy = parseProxy(text);
  if (proxy !== null) return proxy;
  throw new AppError(
    'PROXY_FAILED',
    `The variable ${used} of the environment holds no address of a proxy, such as http://proxy.example.com:3128, so no request left this machine.`,
  );
}

function parseProxy(text: string): ProxyServer | null {
  const address = /^[a-z\d+.-]+:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const kind = SCHEMES.get(url.protocol);
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  if (kind === undefined || host === '') return null;
  return {
    scheme: kind.scheme,
    host,
    port: Number(url.port) || kind.port,
    username: decode(url.username),
    password: decode(url.password),
  };
}

/** A stray percent sign stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
