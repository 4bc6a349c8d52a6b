/** A GraphQL schema: one request for each field of its root types, with variables for its arguments. */
import {
  type DocumentNode,
  type FieldDefinitionNode,
  GraphQLError,
  Kind,
  parse,
  type TypeNode,
} from 'graphql';
import { AppError, errorMessage } from '../../AppError.ts';
import type { NodeSpec } from '../../model/content.ts';
import { nameOfFile } from '../jsonText.ts';
import type { FormatErrorCode, Read, Source } from '../parsedFile.ts';
import { draftToSpec, graphqlBody, ownerToSpec } from '../requestDraft.ts';
import { GraphqlTypes } from './graphqlTypes.ts';

/** The largest public schemas have about 500,000 tokens. */
const MAX_TOKENS = 2_000_000;
const ROOT_NAMES = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;
const FOLDER_NAMES = { query: 'Queries', mutation: 'Mutations' } as const;
/** The variable that stands for the address, which a schema does not say. */
const URL_VARIABLE = 'graphqlUrl';

/**
 * Reads a schema.
 * @throws AppError `bad-graphql` with the line, or when the schema has neither queries nor mutations
 */
export function readGraphqlSchema(text: string, source: Source): Read {
  const document = parseSchema(text, source.fileName);
  const types = new GraphqlTypes(document);
  const folders = (['query', 'mutation'] as const).flatMap((operation) => {
    const fields = types.fieldsOf(rootName(document, operation));
    if (fields.length === 0) return [];
    const requests = fields.map((field) => toRequest(operation, field, types));
    return [ownerToSpec('folder', { name: FOLDER_NAMES[operation] }, requests)];
  });
  if (folders.length === 0) {
    throw new AppError<FormatErrorCode>(
      'bad-graphql',
      `${source.fileName} is a GraphQL schema with neither queries nor mutations. Nothing was imported.`,
    );
  }
  if (types.fieldsOf(rootName(document, 'subscription')).length > 0) {
    source.log.leftOut('Subscription', 'Subscriptions were left out.');
  }
  source.log.adapted(
    '',
    `Set the variable "${URL_VARIABLE}" of the collection to the address of the API.`,
  );
  const owner = {
    name: nameOfFile(source.fileName),
    variables: [{ key: URL_VARIABLE, value: '' }],
  };
  const collection = ownerToSpec('collection', owner, folders);
  source.log.countNodes([collection]);
  return { collections: [collection] };
}

function parseSchema(text: string, fileName: string): DocumentNode {
  try {
    return parse(text, { noLocation: true, maxTokens: MAX_TOKENS });
  } catch (cause) {
    const line = cause instanceof GraphQLError ? cause.locations?.[0]?.line : undefined;
    const where = line === undefined ? 'cannot be read' : `stops at line ${line}`;
    throw new AppError<FormatErrorCode>(
      'bad-graphql',
      `${fileName} ${where}: ${errorMessage(cause).replace(/\.$/, '')}. Nothing was imported.`,
      { cause },
    );
  }
}

function rootName(document: DocumentNode, operation: keyof typeof ROOT_NAMES): string {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION)
      continue;
    const type = definition.operationTypes?.find((candidate) => candidate.operation === operation);
    if (type) return type.type.name.value;
  }
  return ROOT_NAMES[operation];
}

function toRequest(
  operation: 'query' | 'mutation',
  field: FieldDefinitionNode,
  types: GraphqlTypes,
): NodeSpec {
  const name = field.name.value;
  const args = field.arguments ?? [];
  const declared = args.map((arg) => `$${arg.name.value}: ${typeText(arg.type)}`).join(', ');
  const passed = args.map((arg) => `${arg.name.value}: $${arg.name.value}`).join(', ');
  const selection = types.selection(typeText(field.type).replaceAll(/[[\]!]/g, ''), '  ');
  const query =
    `${operation} ${name}${declared === '' ? '' : `(${declared})`} {\n` +
    `  ${name}${passed === '' ? '' : `(${passed})`}${selection}\n}`;
  const variables = Object.fromEntries(
    args.map((arg) => [arg.name.value, types.example(arg.type)]),
  );
  return draftToSpec({
    name,
    method: 'POST',
    url: `{{${URL_VARIABLE}}}`,
    body: graphqlBody(query, args.length === 0 ? '' : JSON.stringify(variables, null, 2)),
    docs: field.description?.value,
    fileId: null,
  });
}

function typeText(type: TypeNode): string {
  if (type.kind === Kind.NON_NULL_TYPE) return `${typeText(type.type)}!`;
  return type.kind === Kind.LIST_TYPE ? `[${typeText(type.type)}]` : type.name.value;
}
