/** PowerShell text as tokens: enough of the language for commands that tools write (about_Parsing, about_Quoting_Rules). */
import { AppError } from '../../AppError.ts';
import { escaped } from '../curl/splitPowerShellCommands.ts';
import type { FormatErrorCode } from '../parsedFile.ts';

/** `word` is bare text; `mark` one of `( ) { } @{ = , ;`, a line end being a `;`. */
export interface Token {
  readonly type: 'word' | 'string' | 'mark';
  readonly text: string;
}

/**
 * The tokens of a text. Line ends behind a backtick are none, and `$([char]233)` inside quotes is the letter.
 * @throws AppError `bad-curl` when a quotation mark is not closed
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at, at + 200);
    const skipped = /^(?:`[ \t]*\r?\n|[ \t\r]+|#[^\n]*|<#[^]*?#>)/.exec(rest)?.[0];
    const hereQuote = /^@(['"])[ \t]*\r?\n/.exec(rest);
    const char = text[at] as string;
    if (skipped !== undefined) at += skipped.length;
    else if (hereQuote) {
      const start = at + hereQuote[0].length;
      const end = text.indexOf(`\n${hereQuote[1] ?? ''}@`, start - 1);
      if (end < 0) throw unclosed();
      tokens.push({ type: 'string', text: text.slice(start, end).replace(/\r$/, '') });
      at = end + 3;
    } else if (char === '"' || char === "'") {
      const { content, end } = quoted(text, at);
      tokens.push({ type: 'string', text: content });
      at = end;
    } else if (rest.startsWith('@{')) {
      tokens.push({ type: 'mark', text: '@{' });
      at += 2;
    } else if (/[(){}=,;\n|]/.test(char)) {
      tokens.push({ type: 'mark', text: char === '\n' || char === '|' ? ';' : char });
      at++;
    } else {
      const end = wordEnd(text, at);
      tokens.push({ type: 'word', text: text.slice(at, end) });
      at = end;
    }
  }
  return tokens;
}

function wordEnd(text: string, start: number): number {
  let at = start;
  // A bare address may hold an equals sign; a word that begins with a letter of a name ends there.
  const isAddress = /^https?:/i.test(text.slice(start, start + 6));
  while (at < text.length && !(isAddress ? /[\s'"(){},;|]/ : /[\s'"(){}=,;|]/).test(text[at] ?? ''))
    at++;
  return Math.max(at, start + 1);
}

function quoted(text: string, start: number): { content: string; end: number } {
  const quote = text[start] as string;
  let content = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] as string;
    const letter =
      quote === '"' && char === '$' && /^\$\(\[char\](\d{1,7})\)/.exec(text.slice(at, at + 20));
    if (letter && Number(letter[1]) <= 0x10ffff) {
      content += String.fromCodePoint(Number(letter[1]));
      at += letter[0].length - 1;
    } else if (char === '`' && quote === '"') content += escaped(text[++at]);
    else if (char !== quote) content += char;
    else if (text[at + 1] === quote) {
      content += quote;
      at++;
    } else return { content, end: at + 1 };
  }
  throw unclosed();
}

function unclosed(): AppError<FormatErrorCode> {
  return new AppError<FormatErrorCode>(
    'bad-curl',
    'The command has a quotation mark that is not closed. Paste the whole command. Nothing was imported.',
  );
}
