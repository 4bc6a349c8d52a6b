import { type DocStore, type EnvId, findVariables, lookUp, type Scopes } from '@scratchpad/core';
import type { Outcome } from './outcome.ts';

/** The variable that a URL begins with, and where it is defined, for the words of an error. */
export function originOfUrl(
  baseUrl: string,
  scopes: Scopes,
  store: DocStore,
  env: EnvId | null,
): Outcome['urlOrigin'] {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/]*/i.exec(baseUrl)?.[0] ?? '';
  const [use] = findVariables(host);
  if (!use) return null;
  const scope = lookUp(scopes, use.name)?.variable.scope;
  const place =
    scope === 'environment'
      ? `the environment ${(env !== null && store.index.env(env)?.name) || ''}`.trim()
      : scope === 'collection'
        ? 'the collection'
        : scope === 'globals'
          ? 'the globals'
          : null;
  return { name: use.name, place };
}
