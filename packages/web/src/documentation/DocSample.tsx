import { type HttpContent, inheritAuth, maskCredentials, type NodeId } from '@scratchpad/core';
import type { SnippetTarget } from '@scratchpad/core/snippets';
import { useMemo } from 'react';
import { useDocStore, useTopic } from '../app/docHooks.ts';
import type { Generators } from '../snippets/useSnippet.ts';
import { sourceFor } from '../send/requestSource.ts';
import { hideValues } from './hiddenValues.ts';
import { DocCode } from './DocText.tsx';
import { documentationWords as words } from './words.ts';

/** How code is shown: by which generators, in what. */
export interface SampleWish {
  readonly generators: Generators;
  readonly target: SnippetTarget;
}

/** Code that sends a request, its variables as written and without credentials. */
export function DocSample(props: {
  readonly id: NodeId;
  readonly content: HttpContent;
  readonly wish: SampleWish;
}) {
  const { id, content, wish } = props;
  const store = useDocStore();
  const tree = useTopic('tree', (index) => index.tree);
  const body = useTopic(`text:${id}`, () => store.textContent(id, 'body'));
  const query = useTopic(`text:${id}`, () => store.textContent(id, 'graphqlQuery'));
  const code = useMemo(() => {
    const source = sourceFor({ store }, id, 'keep');
    if (!source) return '';
    const auth = maskCredentials(inheritAuth(store.index, id).auth);
    const { toSnippetRequest, writeSnippet } = wish.generators;
    return writeSnippet(
      toSnippetRequest({ ...source, content: hideValues(source.content), auth }),
      wish.target,
    ).text;
    // oxlint-disable-next-line react/exhaustive-deps -- content, tree and texts are what is read through the store
  }, [store, id, wish, content, tree, body, query]);
  return code === '' ? null : <DocCode label={words.sample} text={code} />;
}
