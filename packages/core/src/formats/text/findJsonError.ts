/**
 * Where a text stops being JSON, and why. `JSON.parse` says so in other words in each engine, often without a place;
 * this scan runs only after it has failed.
 */

/** The first offence. `offset` counts UTF-16 units from 0. */
export interface JsonFault {
  readonly offset: number;
  /** What is wrong, as the end of a sentence: "a comma or } is missing". */
  readonly problem: string;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids these in texts
const STRING_PART = /[^"\\\u0000-\u001F]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Finds the first fault, or undefined when the text is JSON. Iterative: depth costs no stack. */
export function findJsonError(text: string): JsonFault | undefined {
  const open: ('{' | '[')[] = [];
  let at = 0;

  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found !== null && found[0].length > 0;
  };
  const fault = (problem: string): JsonFault =>
    at < text.length
      ? { offset: at, problem }
      : { offset: at, problem: atEnd(open.at(-1), problem) };

  const skipString = (): string | undefined => {
    const start = at++;
    for (;;) {
      skip(STRING_PART);
      if (text[at] === '"') {
        at++;
        return undefined;
      }
      if (text[at] === '\\') {
        if (!skip(ESCAPE))
          return 'a \\ inside a text is followed by something that JSON does not know';
        continue;
      }
      if (at >= text.length || text[at] === '\n' || text[at] === '\r') {
        // The place where the text began is the place to look at, not the end of the line or file.
        at = start;
        return 'the quotation mark that ends a text is missing';
      }
      return 'a control character stands inside a text';
    }
  };

  for (;;) {
    skip(SPACE);
    // A value is due here.
    const char = text[at];
    if (char === '{' || char === '[') {
      open.push(char);
      at++;
      skip(SPACE);
      if (text[at] === (char === '{' ? '}' : ']')) {
        at++;
        open.pop();
      } else if (char === '[') continue;
      else {
        const problem = skipKey();
        if (problem !== undefined) return fault(problem);
        continue;
      }
    } else if (char === '"') {
      const problem = skipString();
      if (problem !== undefined) return fault(problem);
    } else if (!skip(NUMBER) && !skip(WORD)) return fault('a value is missing');

    // A value has ended: close what ends here, then a comma must lead to the next.
    for (;;) {
      skip(SPACE);
      const inside = open.at(-1);
      if (inside === undefined) {
        return at < text.length ? fault('there is something behind the end') : undefined;
      }
      const close = inside === '{' ? '}' : ']';
      if (text[at] === close) {
        at++;
        open.pop();
        continue;
      }
      if (text[at] !== ',') return fault(`a comma or ${close} is missing`);
      at++;
      if (inside === '[') break;
      skip(SPACE);
      const problem = skipKey();
      if (problem !== undefined) return fault(problem);
      break;
    }
  }

  function skipKey(): string | undefined {
    if (text[at] === '}') return 'a comma stands before the }';
    if (text[at] !== '"') return 'a name in quotation marks is missing';
    const problem = skipString();
    if (problem !== undefined) return problem;
    skip(SPACE);
    if (text[at] !== ':') return 'a colon is missing';
    at++;
    return undefined;
  }
}

function atEnd(inside: '{' | '[' | undefined, problem: string): string {
  if (inside === undefined) return problem;
  return `the file ends before its last ${inside === '{' ? '}' : ']'}`;
}

/** Line and column, both from 1, of an offset. Lines end as editors end them: `\n`, `\r\n`, `\r`. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) {
    if (index + end.length > offset) break;
    line++;
    start = index + end.length;
  }
  return { line, column: offset - start + 1 };
}
