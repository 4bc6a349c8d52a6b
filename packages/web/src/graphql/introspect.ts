/** Asking a server for its schema, by the request's own way. */
import { AppError, type NodeId } from '@scratchpad/core';
import { getIntrospectionQuery } from 'graphql';
import { z } from 'zod';
import { sendApart } from '../send/sendApart.ts';
import type { SendContext } from '../send/sendContext.ts';
import type { StoredSchema } from './schemaStore.ts';
import { graphqlWords as words } from './words.ts';

const answerSchema = z.object({
  data: z.looseObject({ __schema: z.looseObject({}) }).nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).nullish(),
});

/**
 * Sends the introspection query with the address, headers and authorization of a request.
 * @throws AppError `introspection-refused` when the server gives no schema; as `sendApart`
 */
export async function introspect(
  context: SendContext,
  id: NodeId,
  signal: AbortSignal,
): Promise<StoredSchema> {
  const { status, text } = await sendApart(
    context,
    id,
    (source) => ({
      ...source,
      content: { ...source.content, bodyMode: 'graphql', graphqlOperation: null },
      texts: { ...source.texts, graphqlQuery: getIntrospectionQuery(), graphqlVariables: '' },
    }),
    signal,
  );
  const { data } = answerSchema.safeParse(parseJson(text));
  if (data?.data) return { at: Date.now(), introspection: data.data };
  throw new AppError('introspection-refused', whyNot(status, data?.errors?.[0]?.message));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of HTML, most often; the caller says what it means.
    return null;
  }
}

function whyNot(status: number, message: string | undefined): string {
  if (status === 401 || status === 403) return words.unauthorized(status);
  if (message === undefined) return words.notGraphql(status);
  return /introspection/i.test(message)
    ? `${words.refused} ${words.serverSays(message)}`
    : words.serverSays(message);
}
