/** What the GraphQL editor says to people. */
export const graphqlWords = {
  operation: 'Operation that is sent',
  anyOperation: 'First operation',
  query: 'GraphQL query',
  variables: 'GraphQL variables (JSON)',
  load: 'Load the schema',
  loading: 'Loading the schema',
  refresh: 'Load the schema again',
  hint: 'With the schema the query is completed and checked. Loading it sends an introspection query to the address of this request.',
  loaded: (age: string) => `Schema of ${age}`,
  failed: 'The schema could not be loaded',
  docs: 'Documentation of the schema',
  search: 'Search types and fields',
  roots: 'Where queries begin',
  types: 'All types',
  back: 'Back',
  fields: 'Fields',
  values: 'Values',
  possible: 'Can be',
  implements: 'Implements',
  deprecated: (why: string) => `Deprecated: ${why}`,
  nothing: 'Nothing in the schema has that name.',
  more: (count: number) => `and ${count} more; type more of the name.`,
  refused:
    'The server refuses introspection. That is common in production: ask for a schema on a test server, or write the query without its help.',
  notGraphql: (status: number) =>
    `The answer is no GraphQL (HTTP ${status}). Check the address of the request.`,
  unauthorized: (status: number) =>
    `The server wants an authorization (HTTP ${status}). The Authorization tab of this request goes along.`,
  serverSays: (message: string) => `The server says: ${message}`,
  badSchema: (why: string) => `The schema that came is broken: ${why}`,
} as const;
