/** What the editor of a GraphQL query knows: its language, and with a schema what can stand where. */
import type {
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from '@codemirror/autocomplete';
import { completionKeymap } from '@codemirror/autocomplete';
import { linter, lintKeymap } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { completion, graphqlLanguageSupport, jump, stateExtensions } from 'cm6-graphql';
import type { GraphQLSchema } from 'graphql';
import { completionSources } from '../editors/completionSources.ts';
import { findQueryErrors } from './findQueryErrors.ts';

/** So long after the last key a query is looked through. */
const LINT_MS = 400;

/** Completes by the schema. The language brings the source; the editor asks it through ours. */
async function completeQuery(context: CompletionContext): Promise<CompletionResult | null> {
  for (const source of context.state.languageDataAt<CompletionSource>(
    'autocomplete',
    context.pos,
  )) {
    const result = await source(context);
    if (result) return result;
  }
  return null;
}

/** For the query. `onShow` is called with what a person points at while the Ctrl or ⌘ key is down. */
export function queryExtensions(
  schema: GraphQLSchema | null,
  onShow: (type: string | undefined, field: string | undefined) => void,
): Extension {
  return [
    graphqlLanguageSupport(),
    completion,
    jump,
    stateExtensions(schema ?? undefined, {
      onShowInDocs: (field, type, parentType) => onShow(parentType ?? type, field),
    }),
    completionSources.of(completeQuery),
    linter(
      ({ state }) =>
        findQueryErrors(state.doc.toString(), schema).map((error) => ({
          ...error,
          severity: 'error' as const,
        })),
      { delay: LINT_MS },
    ),
    keymap.of([...completionKeymap, ...lintKeymap]),
  ];
}

const DECLARATION = /\$([_A-Za-z][_0-9A-Za-z]*)\s*:\s*([\w![\]]+)/g;

/** For the variables: the names that the query declares, with their types. */
export function variablesExtensions(getQuery: () => string): Extension {
  const complete = (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/"?[_0-9A-Za-z]*/);
    const before = context.state.sliceDoc(0, word?.from ?? context.pos);
    // A name stands behind a brace or a comma.
    if (!word || !/[{,]\s*$/.test(before) || (word.text === '' && !context.explicit)) return null;
    const isQuoted = word.text.startsWith('"');
    const options = [...getQuery().matchAll(DECLARATION)].map(([, name = '', type = '']) => ({
      label: name,
      detail: type,
      apply: isQuoted ? `${name}"` : `"${name}": `,
    }));
    const from = isQuoted ? word.from + 1 : word.from;
    return options.length === 0 ? null : { from, options, validFor: /^[_0-9A-Za-z]*$/ };
  };
  return [completionSources.of(complete), keymap.of(completionKeymap)];
}
