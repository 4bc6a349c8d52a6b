/**
 * Finds values that look like secrets in what was read, so that people learn of them before they share a file. Values
 * are never noted, only where they stand and what they look like.
 */
import { fromBase64 } from 'lib0/buffer';
import type { EnvSpec, NodeSpec, RowInput, Table } from '../../model/content.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import type { Note, ParsedFile, Read } from '../parsedFile.ts';
import { looksRandom } from './looksRandom.ts';
import { findKeys } from './secretPatterns.ts';

/** Names of what is to stay secret. They end so: a `tokenUrl` is none. */
const SECRET_NAME =
  /(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|signature|(?:api|access|private|secret|auth|client|consumer|subscription|signing|encryption|master)[-_ .]?key|sessionid|session_id)[-_ ]?\d*$/i;
/** Tokens that open nothing. */
const HARMLESS_NAME = /(?:page|next|csrf|xsrf|continuation|cursor|sync)[-_ ]?token$/i;

/** Stands in a path for a value that must not be shown. */
const HIDDEN = '…';

const ROW_WORDS: Readonly<Record<Table, string>> = {
  params: 'parameter',
  pathVariables: 'path variable',
  headers: 'header',
  urlencoded: 'form field',
  formdata: 'form field',
  variables: 'variable',
  subprotocols: 'subprotocol',
  messages: 'saved message',
};

/** Where a value stands; made into words only when there is something to say. */
type Place = readonly [owner: Owner, what: string];
interface Owner {
  readonly name: string;
  readonly above: Owner | null;
}

/** Everything in a file that looks like a secret. Equal values are one note, with the first place and their number. */
export function findSecrets(read: Read, blobs: ParsedFile['blobs']): Note[] {
  const search = new SecretSearch();
  for (const spec of [...(read.collections ?? []), ...(read.requests ?? [])])
    search.node(spec, null);
  for (const environment of read.environments ?? []) search.environment(environment);
  const globals: Owner = { name: 'Globals', above: null };
  for (const row of read.globals ?? []) search.row(row, 'variable', globals);
  const examples: Owner = { name: 'Examples', above: null };
  for (const { text } of blobs) search.text(text, [examples, 'body']);
  return search.notes;
}

class SecretSearch {
  readonly #found = new Map<string, { path: string; message: string; count: number }>();

  get notes(): Note[] {
    const hide = (word: string) => (this.#found.has(word) ? HIDDEN : word);
    return [...this.#found.values()].map((note) => ({
      ...note,
      path: note.path.replaceAll(/[^\s=&"'?:]{3,}/g, hide),
    }));
  }

  node(spec: NodeSpec, above: Owner | null): void {
    const owner = { name: spec.name, above };
    const { fields, tables, texts, auth } = spec;
    if (tables) {
      for (const table of Object.keys(tables) as Table[]) {
        for (const row of tables[table] ?? []) this.row(row, ROW_WORDS[table], owner);
      }
    }
    if (texts) {
      for (const name of Object.keys(texts)) {
        const text = texts[name as keyof typeof texts];
        if (text) this.text(text, [owner, name]);
      }
    }
    if (typeof fields?.baseUrl === 'string') this.#url(fields.baseUrl, owner);
    if (isJsonObject(fields?.originalRequest)) this.#json(fields.originalRequest, owner);
    for (const params of Object.values(auth?.params ?? {})) {
      for (const [name, value] of Object.entries(params)) {
        // The key of an API key stands under `value`.
        this.#named(name === 'value' ? 'apiKey' : name, value, [owner, `authorization ${name}`]);
      }
    }
    for (const child of spec.children ?? []) this.node(child, owner);
  }

  environment({ name, variables }: EnvSpec): void {
    for (const row of variables) this.row(row, 'variable', { name, above: null });
  }

  row({ key, value, extra }: RowInput, word: string, owner: Owner): void {
    if (typeof value !== 'string' || value === '') return;
    this.#named(extra?.['type'] === 'secret' ? 'secret' : key, value, [owner, `${word} ${key}`]);
  }

  /** Keys that say themselves what they are. */
  text(text: string, place: Place): boolean {
    const keys = findKeys(text);
    for (const { kind, value } of keys) this.#note(kind, value, place);
    return keys.length > 0;
  }

  /** A value that has a name. */
  #named(name: string, value: JsonValue, place: Place): void {
    if (typeof value !== 'string' || this.text(value, place)) return;
    if (/^(?:proxy-)?authorization$/i.test(name)) {
      this.#authorization(value, place);
    } else if (SECRET_NAME.test(name) && !HARMLESS_NAME.test(name) && looksRandom(value)) {
      this.#note('secret value', value, place);
    }
  }

  /** The value of an `Authorization` header (RFC 9110, 11.4). */
  #authorization(value: string, place: Place): void {
    const [scheme = '', credentials = '', ...more] = value.trim().split(/\s+/, 3);
    if (more.length > 0) return;
    if (/^basic$/i.test(scheme) && isBasic(credentials)) {
      this.#note('user name and password', credentials, place);
    } else if (looksRandom(credentials || scheme)) {
      this.#note(
        /^bearer$/i.test(scheme) ? 'bearer token' : 'secret value',
        credentials || scheme,
        place,
      );
    }
  }

  #url(url: string, owner: Owner): void {
    const place: Place = [owner, 'address'];
    if (this.text(url, place) || !url.includes('@')) return;
    const [, password = ''] = /^[a-z][a-z\d+.-]*:\/\/[^/:@]*:([^/@]+)@/i.exec(url) ?? [];
    if (password !== '' && !password.includes('{{')) {
      this.#note('password in an address', password, place);
    }
  }

  /** A request in the words of its file. */
  #json(value: JsonValue, owner: Owner): void {
    const place: Place = [owner, 'request'];
    if (typeof value === 'string') this.text(value, place);
    else if (Array.isArray(value)) for (const member of value) this.#json(member, owner);
    else if (isJsonObject(value)) {
      const { key, value: text } = value;
      if (typeof key === 'string' && typeof text === 'string') this.#named(key, text, place);
      else for (const member of Object.values(value)) this.#json(member ?? null, owner);
    }
  }

  #note(kind: string, value: string, place: Place): void {
    const known = this.#found.get(value);
    if (known) known.count++;
    else this.#found.set(value, { path: toPath(place, value), message: kind, count: 1 });
  }
}

/** `user:password` in Base64, with a password that is none of a template. */
function isBasic(credentials: string): boolean {
  if (!/^[A-Za-z\d+/]{8,}={0,2}$/.test(credentials)) return false;
  try {
    const text = String.fromCharCode(...fromBase64(credentials).slice(0, 200));
    return /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(text) && !text.includes('{{');
  } catch {
    return false;
  }
}

/** Names from the top down. A request is often named after its address, and that may hold what must not be shown. */
function toPath([owner, what]: Place, value: string): string {
  const names: string[] = [];
  for (let at: Owner | null = owner; at; at = at.above) names.unshift(at.name);
  let path = `${names.join(' / ')}: ${what.trim()}`.replaceAll(value, HIDDEN);
  for (const key of findKeys(path)) path = path.replaceAll(key.value, HIDDEN);
  return path;
}
