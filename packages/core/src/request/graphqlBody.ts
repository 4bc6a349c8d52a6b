import type { JsonValue } from '../model/json.ts';

/** The JSON that a GraphQL server expects (https://graphql.org/learn/serving-over-http/). */
export function graphqlBody(
  query: string,
  variables: string,
): { readonly text: string; readonly notes: readonly string[] } {
  const body: Record<string, JsonValue> = { query };
  const notes: string[] = [];
  if (variables.trim() !== '') {
    try {
      body['variables'] = JSON.parse(variables) as JsonValue;
    } catch {
      notes.push('The GraphQL variables are not valid JSON, so they are left out.');
    }
  }
  const operations = [...query.matchAll(OPERATION)].map((match) => match[1] as string);
  // With one operation the server needs no name; with several it cannot choose without one.
  if (operations.length === 1) body['operationName'] = operations[0] as string;
  if (operations.length > 1) {
    body['operationName'] = operations[0] as string;
    notes.push(
      `The query holds ${operations.length} operations; ${operations[0]} is the one that runs.`,
    );
  }
  return { text: JSON.stringify(body), notes };
}

const OPERATION = /^[ \t]*(?:query|mutation|subscription)\s+([_A-Za-z][_0-9A-Za-z]*)/gm;
