/** The schema for a request: what is kept for its address, and a new one when somebody asks. */
import { buildRequest, errorMessage, type NodeId } from '@scratchpad/core';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { useEffect, useRef, useState } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useNodeContent } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { useScopesHere } from '../editors/scopesContext.ts';
import { sourceFor } from '../send/requestSource.ts';
import { introspect } from './introspect.ts';
import { getStoredSchema, putStoredSchema, type StoredSchema } from './schemaStore.ts';
import { graphqlWords as words } from './words.ts';

/** See {@link useSchema}. */
export interface SchemaState {
  readonly schema: GraphQLSchema | null;
  /** When it was loaded. */
  readonly at: number | null;
  readonly isLoading: boolean;
  readonly error: string | null;
  /** Asks the server for it. */
  readonly load: () => void;
}

interface Loaded {
  readonly url: string;
  readonly schema: GraphQLSchema | null;
  readonly at: number | null;
  readonly error: string | null;
}

function toLoaded(url: string, { at, introspection }: StoredSchema): Loaded {
  try {
    const schema = buildClientSchema(introspection as unknown as IntrospectionQuery);
    return { url, schema, at, error: null };
  } catch (thrown) {
    return { url, schema: null, at: null, error: words.badSchema(errorMessage(thrown)) };
  }
}

/** The schema of the address that a request goes to; it changes with the address. */
export function useSchema(id: NodeId): SchemaState {
  const store = useDocStore();
  const services = useServices();
  const [env] = useActiveEnvironment();
  const content = useNodeContent(id);
  const scopes = useScopesHere();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [loading, setLoading] = useState<AbortController | null>(null);
  // A query string may carry a token, and says nothing about which schema it is.
  const source = content && sourceFor({ store }, id, scopes);
  const url = source ? (buildRequest(source).head.url.split('?')[0] ?? '') : '';

  useEffect(() => {
    let gone = false;
    getStoredSchema(url).then(
      (stored) => {
        if (!gone) setLoaded(stored ? toLoaded(url, stored) : null);
      },
      // Without the store (denied) a schema is loaded anew each time.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [url]);

  const latest = useRef(loading);
  useEffect(() => {
    latest.current = loading;
  });
  useEffect(() => () => latest.current?.abort(), []);

  const load = () => {
    const controller = new AbortController();
    setLoading(controller);
    introspect({ store, services, env }, id, controller.signal)
      .then(async (stored) => {
        setLoaded(toLoaded(url, stored));
        await putStoredSchema(url, stored);
      })
      .catch((thrown: unknown) =>
        setLoaded((shown) => ({
          url,
          schema: shown?.url === url ? shown.schema : null,
          at: shown?.url === url ? shown.at : null,
          error: errorMessage(thrown),
        })),
      )
      .finally(() => setLoading(null));
  };
  const current = loaded?.url === url ? loaded : null;
  return {
    schema: current?.schema ?? null,
    at: current?.at ?? null,
    error: current?.error ?? null,
    isLoading: loading !== null,
    load,
  };
}
