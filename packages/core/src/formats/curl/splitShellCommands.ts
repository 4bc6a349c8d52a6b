import { unclosed } from './splitCmdCommands.ts';

/** Escapes of one letter in `$'…'` (Bash Reference Manual, 3.1.2.4). */
const ANSI_ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  E: '\u001B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const NUMERIC_ESCAPE = /x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})/y;

/**
 * The words of each command in `text` as bash splits them: quotes of all three kinds, continued lines, comments.
 * Nothing is expanded: `$NAME` stays as it is. An `&` inside a word belongs to the word, unlike in bash, because people
 * paste URLs without quotes.
 * @throws AppError `bad-curl` when a quotation mark is not closed
 */
export function splitShellCommands(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  let at = 0;

  const add = (piece: string): void => {
    word = (word ?? '') + piece;
  };
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };

  while (at < text.length) {
    const char = text[at] as string;
    if (take(/\\\r?\n/y) !== undefined) continue;
    if (char === '\n' || /[;|<>()]/.test(char) || take(/&(?=[&\s]|$)/y) !== undefined) {
      endCommand();
      at++;
    } else if (/\s/.test(char)) {
      endWord();
      at++;
    } else if (char === '#' && word === undefined) take(/[^\n]*/y);
    else if (char === "'") add(closed(take(/'[^']*'/y)).slice(1, -1));
    else if (char === '"') add(unescapeDouble(closed(take(/"(?:[^"\\]|\\[^])*"/y)).slice(1, -1)));
    else if (text.startsWith("$'", at)) {
      add(unescapeAnsi(closed(take(/\$'(?:[^'\\]|\\[^])*'/y)).slice(2, -1)));
    } else if (char === '\\') {
      add(text[at + 1] ?? '');
      at += 2;
    } else add(take(/[^\s\\'"$;|<>()&]+/y) ?? (take(/[^]/y) as string));
  }
  endCommand();
  return commands;
}

function closed(quoted: string | undefined): string {
  if (quoted !== undefined) return quoted;
  throw unclosed();
}

/** Inside double quotes a backslash escapes only what would mean something there. */
function unescapeDouble(text: string): string {
  return text.replaceAll(/\\(\r?\n|["\\$`])/g, (_, escaped: string) =>
    escaped.endsWith('\n') ? '' : escaped,
  );
}

function unescapeAnsi(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\') {
      plain += text[at];
      continue;
    }
    NUMERIC_ESCAPE.lastIndex = at + 1;
    const [digits, hex, short, long, octal] = NUMERIC_ESCAPE.exec(text) ?? [];
    if (digits === undefined) {
      const letter = text[++at] ?? '\\';
      plain += ANSI_ESCAPES[letter] ?? (/['"?\\]/.test(letter) ? letter : `\\${letter}`);
      continue;
    }
    const code =
      octal === undefined
        ? Number.parseInt(hex ?? short ?? long ?? '', 16)
        : Number.parseInt(octal, 8);
    // Beyond Unicode there is nothing to mean.
    plain += code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
    at += digits.length;
  }
  return plain;
}
