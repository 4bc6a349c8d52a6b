import type { HeaderList } from '@scratchpad/core/wire';

const HEAD_END = '\r\n\r\n';

/** Collects what is written to a socket until the head of a request is complete. */
export class HeadCapture {
  #text = '';
  #isComplete = false;

  /** Takes one write. What comes after the head is not kept. */
  readonly add = (chunk: string | Uint8Array): void => {
    if (this.#isComplete) return;
    this.#text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1');
    const end = this.#text.indexOf(HEAD_END);
    if (end === -1) return;
    this.#text = this.#text.slice(0, end + HEAD_END.length);
    this.#isComplete = true;
  };

  /** The head as it went out, its closing empty line included. */
  get text(): string {
    return this.#text;
  }
}

/** The header lines of a head text; a first line without a header in it is left out. */
export function parseHeadText(text: string): HeaderList {
  return text.split('\r\n').flatMap((line): HeaderList => {
    // HTTP/2 pseudo headers begin with the colon.
    const colon = line.indexOf(':', 1);
    const name = line.slice(0, colon);
    return colon === -1 || name.includes(' ') ? [] : [[name, line.slice(colon + 1).trim()]];
  });
}

/** The same of undici's list for HTTP/2, as HTTP/2 has them: pseudo headers first, names in lower case. */
export function parseHttp2Text(text: string): HeaderList {
  const headers = parseHeadText(text).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  const isPseudo = ([name]: HeaderList[number]) => name.startsWith(':');
  return [...headers.filter(isPseudo), ...headers.filter((header) => !isPseudo(header))];
}

/** The size of a response head with one space behind each colon, as nearly every server writes it. */
export function responseHeadBytes(status: number, statusText: string, headers: HeaderList): number {
  const lines = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
  return `HTTP/1.1 ${status} ${statusText}\r\n`.length + lines + 2;
}
