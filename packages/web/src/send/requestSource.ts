import { inheritAuth, type NodeId, type RequestSource } from '@scratchpad/core';
import type { Services } from '../app/services.ts';
import { withToken } from '../oauth2/tokens.ts';
import type { SendContext } from './sendContext.ts';

/** What {@link sourceFor} needs; without services the tokens of this device are not at hand. */
export type SourceContext = Pick<SendContext, 'store'> & {
  readonly services?: Pick<Services, 'currentValues'>;
};

/** What a request of the document is built from, authorization inherited; undefined when it is gone. */
export function sourceFor(
  { store, services }: SourceContext,
  id: NodeId,
  scopes: RequestSource['scopes'],
): RequestSource | undefined {
  const content = store.index.content(id);
  if (content?.kind !== 'http') return undefined;
  return {
    content,
    texts: {
      body: store.textContent(id, 'body'),
      graphqlQuery: store.textContent(id, 'graphqlQuery'),
      graphqlVariables: store.textContent(id, 'graphqlVariables'),
    },
    auth: withToken(services?.currentValues, inheritAuth(store.index, id)),
    scopes,
    id: crypto.randomUUID(),
  };
}
