/** From what a document says to what is sent: pure, in one line: variables, URL, body, authorization, headers. */
import { toBase64UrlEncoded } from 'lib0/buffer';
import { headerValue } from './latin1.ts';
import { getRandomValues } from 'lib0/webcrypto';
import { applyAuth, type Signing } from '../auth/applyAuth.ts';
import type { Auth, HttpContent } from '../model/content.ts';
import { rowText } from '../model/rows.ts';
import type { Scopes } from '../variables/scopes.ts';
import { AUTOMATIC_HEADERS } from '../wire/headers.ts';
import type { SendRequestInput } from '../wire/sendRequest.ts';
import { planBody, type BodyPlan, type BodyTexts } from './bodyPlan.ts';
import { buildUrl } from './buildUrl.ts';
import { readHeadersOff, readSetting, toSendSettings } from './requestSettings.ts';
import { Resolver } from './resolver.ts';

/** What a request is built from. */
export interface RequestSource {
  readonly content: HttpContent;
  readonly texts: BodyTexts;
  /** The authorization that holds, inheritance followed; see `inheritAuth`. */
  readonly auth: Auth;
  /** The variables in reach; `'keep'` leaves each as it is written, which is for reading and not for sending. */
  readonly scopes: Scopes | 'keep';
  /** The caller's name for the sending. */
  readonly id: string;
  /** Separates the parts of form data; a random one when left out. */
  readonly boundary?: string;
}

/** A header that the request gets without being asked. `value` is null where it is calculated when it is sent. */
export interface AutomaticHeader {
  readonly name: string;
  readonly value: string | null;
  /** Why it is there, for people. */
  readonly why: string;
  /** Why it will not be sent: switched off, or the request has its own. */
  readonly off: 'switched-off' | 'overridden' | null;
  /** Whether a person can switch it off by name. */
  readonly canSwitchOff: boolean;
}

/** A request ready to go. */
export interface BuiltRequest {
  readonly head: SendRequestInput;
  readonly body: BodyPlan | null;
  /** Names without a value; they are sent as written. */
  readonly unresolved: readonly string[];
  readonly automaticHeaders: readonly AutomaticHeader[];
  /** How it is to be signed before it is sent; null when there is nothing to sign. See `signRequest`. */
  readonly signing: Signing | null;
  /** What does not go as one might think, for people. */
  readonly notes: readonly string[];
}

/** Methods whose body the field leaves out unless `disableBodyPruning` is set. */
const BODILESS_METHODS = new Set(['GET', 'HEAD', 'COPY', 'PURGE', 'UNLOCK']);

/** Whether a body would be left out for the method's sake. */
export function prunesBody(content: Pick<HttpContent, 'method' | 'settings'>): boolean {
  return (
    BODILESS_METHODS.has(content.method.toUpperCase()) &&
    !readSetting(content.settings, 'disableBodyPruning')
  );
}

/** Builds the request. Never throws: what is wrong with a URL or a header is the sender's to say. */
export function buildRequest(source: RequestSource): BuiltRequest {
  const { content } = source;
  const resolver = new Resolver(source.scopes);
  const { resolve } = resolver;
  const off = new Set(readHeadersOff(content.settings));
  const auth = applyAuth(source.auth, resolve);
  const url = buildUrl(content, resolve, {
    encode: !readSetting(content.settings, 'disableUrlEncoding'),
    extra: auth.params,
    keepVariables: source.scopes === 'keep',
  });
  const planned = prunesBody(content)
    ? { plan: null, notes: prunedNote(content) }
    : planBody(content, source.texts, resolve, source.boundary ?? randomBoundary());

  const authNames = new Set(auth.headers.map(([name]) => name.toLowerCase()));
  const headers: [string, string][] = [];
  for (const row of content.headers) {
    const name = resolve(row.key).trim();
    // As in the field, an authorization takes the place of a header of its name.
    if (!row.enabled || name === '' || authNames.has(name.toLowerCase())) continue;
    headers.push([name, headerValue(resolve(rowText(row)))]);
  }
  const own = new Set(headers.map(([name]) => name.toLowerCase()));
  const contentType = planned.plan?.contentType ?? null;
  if (contentType !== null && !own.has('content-type') && !off.has('content-type')) {
    headers.push(['Content-Type', contentType]);
  }
  for (const [name, value] of auth.headers) headers.push([name, headerValue(value)]);

  return {
    head: {
      id: source.id,
      // As the field: in files methods are written in any case, and a server takes `get` for another one.
      method: resolve(content.method).trim().toUpperCase() || 'GET',
      url,
      headers,
      hasBody: planned.plan !== null,
      settings: toSendSettings(content.settings),
      challenge: auth.challenge,
      automaticHeadersOff: AUTOMATIC_HEADERS.map(({ name }) => name).filter((name) =>
        off.has(name.toLowerCase()),
      ),
    },
    body: planned.plan,
    unresolved: resolver.unresolved,
    automaticHeaders: automaticHeaders({
      off,
      own,
      contentType,
      authHeaders: auth.signing || auth.challenge ? [['Authorization', null]] : auth.headers,
      hasBody: planned.plan !== null,
    }),
    signing: auth.signing,
    notes: [...(auth.note === null ? [] : [auth.note]), ...planned.notes],
  };
}

function prunedNote(content: HttpContent): readonly string[] {
  return content.bodyMode === 'none'
    ? []
    : [`A ${content.method} request goes out without its body.`];
}

function randomBoundary(): string {
  const random = toBase64UrlEncoded(getRandomValues(new Uint8Array(18)));
  return `----ScratchpadForm${random.replaceAll(/[^A-Za-z0-9]/g, '0')}`;
}

const WHY: Readonly<Record<string, string>> = {
  Host: 'Names the server; calculated from the URL.',
  'User-Agent': 'Says which program asks.',
  Accept: 'Any type of answer is welcome.',
  'Accept-Encoding': 'The answer may come compressed.',
  Connection: 'The connection is used again for the next request.',
  Cookie: 'The cookies stored for this address.',
  'Content-Length': 'Calculated from the body.',
};

function automaticHeaders(from: {
  readonly off: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
  readonly contentType: string | null;
  readonly authHeaders: readonly (readonly [string, string | null])[];
  readonly hasBody: boolean;
}): readonly AutomaticHeader[] {
  const list: AutomaticHeader[] = from.authHeaders.map(([name, value]) => ({
    name,
    value,
    why: 'Comes from the Authorization tab.',
    off: null,
    canSwitchOff: false,
  }));
  const state = (name: string) =>
    from.own.has(name.toLowerCase())
      ? 'overridden'
      : from.off.has(name.toLowerCase())
        ? 'switched-off'
        : null;
  for (const { name, value } of AUTOMATIC_HEADERS) {
    if (name === 'Content-Length' && !from.hasBody) continue;
    list.push({ name, value, why: WHY[name] ?? '', off: state(name), canSwitchOff: true });
  }
  if (from.contentType !== null) {
    list.push({
      name: 'Content-Type',
      value: from.contentType,
      why: 'Follows the type of the body.',
      off: state('Content-Type'),
      canSwitchOff: true,
    });
  }
  return list;
}
