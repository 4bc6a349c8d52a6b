import { findVariables } from '@scratchpad/core';
import { GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';

/** Something wrong with a query; offsets in UTF-16 code units. */
export interface QueryError {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/**
 * Syntax errors, and with a schema what it does not allow. A `{{variable}}` may stand for anything: nothing is said about
 * the places where one is.
 */
export function findQueryErrors(
  query: string,
  schema: GraphQLSchema | null,
): readonly QueryError[] {
  if (query.trim() === '') return [];
  const uses = findVariables(query);
  let text = query;
  // As long as what it stands for, so that all places stay.
  for (const { from, to } of uses)
    text = text.slice(0, from) + '_'.repeat(to - from) + text.slice(to);
  const isAboutVariable = ({ from, to }: QueryError) =>
    uses.some((use) => use.from < to && from < use.to);
  try {
    const document = parse(text);
    const errors = schema ? validate(schema, document) : [];
    return errors.map((error) => toQueryError(error, text)).filter((e) => !isAboutVariable(e));
  } catch (thrown) {
    if (!(thrown instanceof GraphQLError)) throw thrown;
    return [toQueryError(thrown, text)].filter((error) => !isAboutVariable(error));
  }
}

function toQueryError(error: GraphQLError, text: string): QueryError {
  const from = Math.min(error.positions?.[0] ?? 0, text.length);
  const word = /^\w+/.exec(text.slice(from))?.[0].length ?? 1;
  return { from, to: Math.min(from + word, text.length), message: error.message };
}
