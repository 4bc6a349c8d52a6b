/** The JSON that a GraphQL server expects (https://graphql.org/learn/serving-over-http/). */
export function graphqlBody(
  query: string,
  variables: string,
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
  const operations = [...query.matchAll(OPERATION)].map((match) => match[1] as string);
  // With one operation the server needs no name; with several it cannot choose without one.
  const [first] = operations;
  if (first !== undefined) fields.push(`"operationName":${JSON.stringify(first)}`);
  if (operations.length > 1) {
    notes.push(`The query holds ${operations.length} operations; ${first} is the one that runs.`);
  }
  return { text: `{${fields.join(',')}}`, notes };
}

const OPERATION = /^[ \t]*(?:query|mutation|subscription)\s+([_A-Za-z][_0-9A-Za-z]*)/gm;
