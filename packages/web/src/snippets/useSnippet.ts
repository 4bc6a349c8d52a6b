/** The code of a request as a person wants it, kept in step with the document. */
import { errorMessage, type NodeId } from '@scratchpad/core';
import type {
  Snippet,
  SnippetLanguage,
  SnippetOptions,
  SnippetTarget,
} from '@scratchpad/core/snippets';
import { useEffect, useState } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useNodeContent, useTopic } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { useScopesHere } from '../editors/scopesContext.ts';
import { prepareSnippet } from './prepareSnippet.ts';

/** The generators, loaded when first used. */
export type Generators = typeof import('@scratchpad/core/snippets');

/** Code is written this long after the last change. */
const QUIET_MS = 120;

/** The generators once they are there; `failed` when they cannot be loaded. */
export function useGenerators(): Generators | 'failed' | null {
  const [generators, setGenerators] = useState<Generators | 'failed' | null>(null);
  useEffect(() => {
    let gone = false;
    import('@scratchpad/core/snippets').then(
      (loaded) => {
        if (!gone) setGenerators(loaded);
      },
      () => {
        if (!gone) setGenerators('failed');
      },
    );
    return () => {
      gone = true;
    };
  }, []);
  return generators;
}

/** A language and variant that there is, whatever was remembered. */
export function findTarget(
  languages: readonly SnippetLanguage[],
  language: string,
  variants: Readonly<Record<string, string>>,
): SnippetTarget {
  const found = languages.find(({ id }) => id === language) ?? languages[0];
  const chosen = variants[found?.id ?? ''];
  const variant = found?.variants.find((name) => name === chosen) ?? found?.variants[0];
  return { language: found?.id ?? '', variant: variant ?? '' };
}

/** What is asked for. */
export interface SnippetWish {
  readonly target: SnippetTarget;
  readonly options: SnippetOptions;
  readonly fillsVariables: boolean;
}

/** The code; null until it is first written. Why there is none stands among its notes. */
export function useSnippet(
  id: NodeId,
  generators: Generators,
  { target, options, fillsVariables }: SnippetWish,
): Snippet | null {
  const store = useDocStore();
  const services = useServices();
  const [env] = useActiveEnvironment();
  const scopes = useScopesHere();
  const content = useNodeContent(id);
  // An inherited authorization changes with the tree; a body is text.
  const tree = useTopic('tree', (index) => index.tree);
  const texts = useTopic(`text:${id}`, () =>
    (['body', 'graphqlQuery', 'graphqlVariables'] as const)
      .map((name) => store.textContent(id, name))
      .join('\0'),
  );
  const [snippet, setSnippet] = useState<Snippet | null>(null);
  const { language, variant } = target;
  useEffect(() => {
    let gone = false;
    const write = async () => {
      const request = await prepareSnippet({ store, services, env }, id, fillsVariables);
      if (gone || !request) return;
      setSnippet(generators.writeSnippet(request, { language, variant }, options));
    };
    const timer = setTimeout(() => {
      write().catch((thrown: unknown) => {
        if (!gone) setSnippet({ text: '', notes: [errorMessage(thrown)] });
      });
    }, QUIET_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- content, tree, texts and scopes are what is read through the store
  }, [
    store,
    services,
    env,
    scopes,
    content,
    tree,
    texts,
    id,
    generators,
    language,
    variant,
    options,
    fillsVariables,
  ]);
  return snippet;
}
