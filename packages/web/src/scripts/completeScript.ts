import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { LIBRARIES, SCRIPT_API, type ApiMember } from './pmApi.ts';

/** Completes the API of scripts behind a dot, its global names at the start of a word, and names of libraries. */
export function completeScript(listen: 'prerequest' | 'test') {
  return (context: CompletionContext): CompletionResult | null => {
    const library = context.matchBefore(/require\(\s*['"][\w/-]*/);
    if (library) {
      const from = library.from + library.text.search(/['"]/) + 1;
      return { from, options: LIBRARIES.map((label) => ({ label, type: 'text' })) };
    }
    // Calls in between (`pm.response.json().`) end what is known.
    const path = context.matchBefore(/[A-Za-z_$][\w$]*(?:\s*\.\s*[\w$]*)*/);
    if (!path || (path.text.length < 2 && !context.explicit)) return null;
    const names = path.text.split('.').map((name) => name.trim());
    const last = names.pop() ?? '';
    let table: Readonly<Record<string, ApiMember>> | undefined = SCRIPT_API;
    for (const name of names)
      table = Object.hasOwn(table ?? {}, name) ? table?.[name]?.members : undefined;
    if (!table) return null;
    const options = Object.entries(table)
      .filter(([, { only }]) => only === undefined || only === listen)
      .map(([label, member]) => toCompletion(label, member));
    return { from: context.pos - last.length, options, validFor: /^[\w$]*$/ };
  };
}

function toCompletion(label: string, { detail, call, members }: ApiMember): Completion {
  return {
    label,
    detail,
    type: call === undefined ? (members ? 'namespace' : 'property') : 'function',
    ...(call === undefined
      ? {}
      : {
          apply: (view, _completion, from, to) => {
            const inside = /''|\(\)|\n {2}\n/.exec(call);
            const caret = inside ? inside.index + inside[0].length - 1 : call.length;
            // A call that has its brackets already gets no second pair.
            const next = view.state.sliceDoc(to, to + 1);
            const insert = next === '(' ? label : label + call;
            view.dispatch({
              changes: { from, to, insert },
              selection: { anchor: from + (next === '(' ? label.length : label.length + caret) },
            });
          },
        }),
  };
}
