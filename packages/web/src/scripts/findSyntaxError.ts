import { parse } from 'acorn';

/** The first place where a script is no JavaScript; null when it is. Offsets in UTF-16 code units. */
export function findSyntaxError(
  code: string,
): { readonly at: number; readonly message: string } | null {
  try {
    parse(code, {
      ecmaVersion: 'latest',
      // As the sandbox runs it: inside an async function.
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: true,
    });
    return null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos = 0 } = error as SyntaxError & { pos?: number };
    return { at: pos, message: error.message.replace(/ \(\d+:\d+\)$/, '') };
  }
}
