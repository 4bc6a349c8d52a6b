/**
 * The JSON that a GraphQL server expects (https://graphql.org/learn/serving-over-http/).
 * @param chosen which operation is to run when there are several; the first one when it is not among them
 */
export function graphqlBody(
  query: string,
  variables: string,
  chosen: string | null = null,
): { readonly text: string; readonly notes: readonly string[] } {
  // Put together as text: numbers of variables have more digits than a parsed one can hold.
  const fields = [`"query":${JSON.stringify(query)}`];
  const notes: string[] = [];
  if (variables.trim() !== '') {
    try {
      JSON.parse(variables);
      fields.push(`"variables":${variables.trim()}`);
    } catch {
      notes.push('The GraphQL variables are not valid JSON, so they are left out.');
    }
  }
  const operations = graphqlOperations(query);
  const [first] = operations;
  const isThere = chosen !== null && operations.includes(chosen);
  // With one operation the server needs no name; with several it cannot choose without one.
  const name = isThere ? chosen : first;
  if (name !== undefined) fields.push(`"operationName":${JSON.stringify(name)}`);
  if (operations.length > 1 && !isThere) {
    notes.push(`The query holds ${operations.length} operations; ${first} is the one that runs.`);
  }
  return { text: `{${fields.join(',')}}`, notes };
}

const OPERATION = /^[ \t]*(?:query|mutation|subscription)\s+([_A-Za-z][_0-9A-Za-z]*)/gm;

/** Names of the operations of a query, in order; those without a name are not among them. */
export function graphqlOperations(query: string): readonly string[] {
  return [...query.matchAll(OPERATION)].map((match) => match[1] as string);
}
