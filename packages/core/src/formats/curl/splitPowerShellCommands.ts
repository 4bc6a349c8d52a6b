import { unclosed } from './splitCmdCommands.ts';

/** Letters that a backtick makes something else of (about_Special_Characters). */
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Whether a text is quoted for PowerShell: with backticks at the ends of lines or before quotation marks. */
export function isPowerShell(text: string): boolean {
  return /`[ \t]*\r?\n|`"/.test(text);
}

/**
 * The words of each command as PowerShell splits them (about_Quoting_Rules). Variables stay as they are.
 * @throws AppError `bad-curl` when a quotation mark is not closed
 */
export function splitPowerShellCommands(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '`') {
      const [continued] = /^`[ \t]*\r?\n/.exec(text.slice(at, at + 200)) ?? [];
      if (continued === undefined) word = (word ?? '') + escaped(text[++at]);
      else at += continued.length - 1;
    } else if (char === "'" || char === '"') {
      const { content, end } = quotedAt(text, at);
      word = (word ?? '') + content;
      at = end;
    } else if (/[\n;|]/.test(char)) endCommand();
    else if (/\s/.test(char)) endWord();
    else word = (word ?? '') + char;
  }
  endCommand();
  return commands;
}

/** A text in quotation marks: a doubled one stands for itself, and a backtick escapes between double ones. */
function quotedAt(text: string, start: number): { content: string; end: number } {
  const quote = text[start] as string;
  let content = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '`' && quote === '"') content += escaped(text[++at]);
    // `curl.exe` of old PowerShell needs `\"` inside, which the program then reads as a quotation mark.
    else if (char === '\\' && text.startsWith('\\"', at) && quote === "'") {
      content += '"';
      at++;
    } else if (char !== quote) content += char;
    else if (text[at + 1] === quote) {
      content += quote;
      at++;
    } else return { content, end: at };
  }
  throw unclosed();
}

/** What a backtick before `char` makes of it. */
export function escaped(char: string | undefined): string {
  return char === undefined ? '' : (ESCAPES[char] ?? char);
}
