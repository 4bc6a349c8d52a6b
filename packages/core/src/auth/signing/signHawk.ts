/** Hawk 1.0: a MAC over the request, and over its body where that is wanted. https://github.com/mozilla/hawk */
import { toBase64 } from 'lib0/buffer';
import { hash, type HashName, keyedHash } from './hashes.ts';
import { concatBytes } from './bytes.ts';
import {
  type AuthFields,
  headerOf,
  type Signable,
  type Signed,
  type SigningClock,
  splitSignedUrl,
  withHeader,
} from './signable.ts';

/** Signs a request. */
export async function signHawk(
  request: Signable,
  fields: AuthFields,
  clock: SigningClock,
): Promise<Signed> {
  const algorithm: HashName = fields.text('algorithm', 'sha256') === 'sha1' ? 'sha1' : 'sha256';
  const { hostname, port, path, query } = splitSignedUrl(request.url);
  const ts = String(fields.integer('timestamp') || Math.floor(clock.now() / 1000));
  const nonce = fields.text('nonce') || clock.nonce(6);
  const ext = fields.text('extraData');
  const app = fields.text('app');
  const dlg = fields.text('delegation');
  const bodyHash = fields.flag('includePayloadHash')
    ? payloadHash(
        algorithm,
        headerOf(request.headers, 'content-type') ?? '',
        (await request.readBody?.()) ?? new Uint8Array(),
      )
    : '';
  const normalized = [
    'hawk.1.header',
    ts,
    nonce,
    request.method.toUpperCase(),
    query === '' ? path : `${path}?${query}`,
    hostname,
    port,
    bodyHash,
    ext.replaceAll('\\', '\\\\').replaceAll('\n', '\\n'),
    ...(app === '' ? [] : [app, dlg]),
    '',
  ].join('\n');
  const mac = toBase64(keyedHash(algorithm, fields.text('authKey'), normalized));
  const attributes: [string, string][] = [
    ['id', fields.text('authId')],
    ['ts', ts],
    ['nonce', nonce],
    ['hash', bodyHash],
    ['ext', ext.replaceAll('\\', '\\\\').replaceAll('"', '\\"')],
    ['mac', mac],
    ['app', app],
    ['dlg', app === '' ? '' : dlg],
  ];
  const value = attributes
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}="${text}"`)
    .join(', ');
  return {
    url: request.url,
    headers: withHeader(request.headers, 'Authorization', `Hawk ${value}`),
  };
}

function payloadHash(algorithm: HashName, contentType: string, body: Uint8Array): string {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  return toBase64(hash(algorithm, concatBytes([`hawk.1.payload\n${type}\n`, body, '\n'])));
}
