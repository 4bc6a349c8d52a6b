import { AppError } from '../../AppError.ts';
import type { FormatErrorCode } from '../parsedFile.ts';

/** Whether a text is quoted for cmd.exe: with carets before quotation marks or at the ends of lines. */
export function isCmd(text: string): boolean {
  return /\^"|\^[ \t]*\r?\n/.test(text);
}

/**
 * The words of each command as Windows splits them, in its two steps: cmd.exe takes carets and separators, and the
 * program then splits its command line at blanks outside quotation marks ("Parsing C command-line arguments", Microsoft).
 * Variables (`%NAME%`) stay as they are.
 * @throws AppError `bad-curl` when a quotation mark is not closed
 */
export function splitCmdCommands(text: string): string[][] {
  return takeCarets(text.replaceAll('\r\n', '\n')).map(splitArguments);
}

/** The command lines, without carets. */
function takeCarets(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '^' && !isQuoted) {
      at++;
      // A caret continues the line; a line feed behind that one is escaped by it and stays (as Chrome writes bodies).
      const isContinued = text[at] === '\n';
      if (isContinued) at++;
      if (!isContinued || text[at] === '\n') line += text[at] ?? '';
      else at--;
    } else if (char === '\n' || (!isQuoted && /[&|<>]/.test(char))) {
      lines.push(line);
      line = '';
      isQuoted = false;
    } else {
      if (char === '"') isQuoted = !isQuoted;
      line += char;
    }
  }
  return [...lines, line].filter((candidate) => candidate.trim() !== '');
}

function splitArguments(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string;
    if (char === '\\' || char === '"') {
      const [run = ''] = /^\\*/.exec(line.slice(at, at + 1000)) ?? [];
      const isQuote = line[at + run.length] === '"';
      // Backslashes count only before a quotation mark: two are one, and an odd one escapes it.
      word = (word ?? '') + '\\'.repeat(isQuote ? Math.floor(run.length / 2) : run.length);
      at += run.length - 1;
      if (!isQuote) continue;
      at++;
      if (run.length % 2 === 1) word += '"';
      else if (isQuoted && line[at + 1] === '"') {
        word += '"';
        at++;
      } else isQuoted = !isQuoted;
    } else if (!isQuoted && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (isQuoted) throw unclosed();
  if (word !== undefined) words.push(word);
  return words;
}

/** Says that a quotation mark is missing. */
export function unclosed(): AppError<FormatErrorCode> {
  return new AppError<FormatErrorCode>(
    'bad-curl',
    'The command has a quotation mark that is not closed. Paste the whole command. Nothing was imported.',
  );
}
