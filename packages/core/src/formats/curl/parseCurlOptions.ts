/** The options of curl that say what is sent, and how many words each takes. */

/** Options with a value that say something about the request: one name for all spellings of an option. */
const WITH_VALUE = new Map<string, string>(
  Object.entries({
    request: 'X request',
    header: 'H header',
    data: 'd data data-ascii',
    'data-binary': 'data-binary',
    'data-raw': 'data-raw',
    'data-urlencode': 'data-urlencode',
    json: 'json',
    form: 'F form',
    'form-string': 'form-string',
    user: 'u user',
    'oauth2-bearer': 'oauth2-bearer',
    'aws-sigv4': 'aws-sigv4',
    cookie: 'b cookie',
    'user-agent': 'A user-agent',
    referer: 'e referer',
    'upload-file': 'T upload-file',
    range: 'r range',
    url: 'url',
    'url-query': 'url-query',
    'max-redirs': 'max-redirs',
  }).flatMap(([name, spellings]) => spellings.split(' ').map((spelling) => [spelling, name])),
);

/** Options whose value says nothing about the request: it is passed over. */
const WITH_FOREIGN_VALUE = new Set(
  (
    'c C D E K m o P Q t U w x y Y z cacert capath cert cert-type ciphers config connect-timeout connect-to ' +
    'cookie-jar dns-servers doh-url dump-header expect100-timeout interface keepalive-time key key-type limit-rate ' +
    'local-port max-filesize max-time noproxy output output-dir pass pinnedpubkey preproxy proto proto-default ' +
    'proto-redir proxy proxy-header proxy-user resolve retry retry-delay retry-max-time service-name socks4 socks4a ' +
    'socks5 socks5-hostname speed-limit speed-time stderr time-cond tls-max tls13-ciphers trace trace-ascii ' +
    'unix-socket write-out'
  ).split(' '),
);

/** Options without a value. What is not here says nothing about the request. */
const FLAGS = new Map<string, string>([
  ['G', 'get'],
  ['get', 'get'],
  ['I', 'head'],
  ['head', 'head'],
  ['k', 'insecure'],
  ['insecure', 'insecure'],
  ['L', 'location'],
  ['location', 'location'],
  ['location-trusted', 'location'],
  ['digest', 'digest'],
  ['ntlm', 'ntlm'],
]);

/** One option as it was given; `value` is empty for flags. A word without a dash is a `url`. */
export interface CurlOption {
  readonly name: string;
  readonly value: string;
}

/** Sorts the words behind `curl` into options, in order. */
export function parseCurlOptions(words: readonly string[]): CurlOption[] {
  const options: CurlOption[] = [];
  const left = [...words];

  /** Adds an option; its value is `inline`, or the next word when it needs one. */
  const add = (spelling: string, inline: string | undefined): void => {
    const withValue = WITH_VALUE.get(spelling);
    const name = withValue ?? FLAGS.get(spelling);
    const value = takesValue(spelling) ? (inline ?? left.shift() ?? '') : '';
    if (name !== undefined) options.push({ name, value });
  };
  /** `-sSLX POST`, `-XPOST`: flags up to the first option with a value, whose value is the rest or the next word. */
  const addShort = (letters: string): void => {
    for (const [i, letter] of [...letters].entries()) {
      const behind = letters.slice(i + 1);
      add(letter, behind === '' ? undefined : behind);
      if (takesValue(letter)) return;
    }
  };

  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      if (equals < 0) add(word.slice(2), undefined);
      else add(word.slice(2, equals), word.slice(equals + 1));
    } else if (word.startsWith('-') && word.length > 1) addShort(word.slice(1));
    else options.push({ name: 'url', value: word });
  }
  return options;
}

function takesValue(spelling: string): boolean {
  return WITH_VALUE.has(spelling) || WITH_FOREIGN_VALUE.has(spelling);
}
