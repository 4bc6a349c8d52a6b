import { IconArrowRight, IconBox, IconBraces, IconFolder } from '@tabler/icons-react';
import { type DocStore, joinUrl, type NodeSummary } from '@scratchpad/core';
import { type ReactNode, useMemo } from 'react';
import { useActions } from '../app/actions.ts';
import { useDocStore, useEnvironments, useTree } from '../app/docHooks.ts';
import { formatKeys } from '../app/shortcuts.ts';
import { openTab, targetOfNode } from '../app/tabs.ts';
import { appWords } from '../app/words.ts';
import { MethodLabel } from '../ui/MethodLabel.tsx';

/** One thing that the palette offers. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** Where it is, or its URL. */
  readonly detail: string;
  /** What is searched. */
  readonly text: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly run: () => void;
}

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** Everything the palette can find: requests, folders, collections, environments, actions. */
export function usePaletteItems(): readonly PaletteItem[] {
  const store = useDocStore();
  const tree = useTree();
  const environments = useEnvironments();
  const actions = useActions();
  return useMemo(() => {
    const items: PaletteItem[] = [];
    for (const id of tree.places.keys()) {
      const node = store.index.node(id);
      if (node && node.kind !== 'example') items.push(nodeToItem(store, node));
    }
    for (const id of environments) {
      const name = store.index.env(id)?.name ?? '';
      items.push({
        id,
        label: name,
        detail: appWords.environment,
        text: `${name} ${appWords.environment}`,
        icon: <IconBraces {...ICON} />,
        run: () => openTab({ kind: 'environment', id }, { keep: true }),
      });
    }
    const actionItems = actions.map((action): PaletteItem => ({
      id: `action:${action.id}`,
      label: action.label,
      detail: '',
      text: action.label,
      icon: <IconArrowRight {...ICON} />,
      ...(action.keys ? { keys: formatKeys(action.keys) } : {}),
      run: action.run,
    }));
    return [...actionItems, ...items];
  }, [store, tree, environments, actions]);
}

function nodeToItem(store: DocStore, node: NodeSummary): PaletteItem {
  const path = store.index
    .ancestors(node.id)
    .map((id) => store.index.node(id)?.name ?? '')
    .join(' / ');
  const content =
    node.kind === 'http' || node.kind === 'ws' ? store.index.content(node.id) : undefined;
  const url =
    content?.kind === 'http' || content?.kind === 'ws'
      ? joinUrl(content.baseUrl, content.params, content.fragment)
      : '';
  const label = node.name || url || appWords.untitled;
  return {
    id: node.id,
    label,
    detail: url && node.name ? url : path,
    text: `${label} ${node.method} ${url} ${path}`,
    icon:
      node.kind === 'collection' ? (
        <IconBox {...ICON} />
      ) : node.kind === 'folder' ? (
        <IconFolder {...ICON} />
      ) : (
        <MethodLabel kind={node.kind} method={node.method} short />
      ),
    run: () => openTab(targetOfNode(node.kind, node.id), { keep: true }),
  };
}
