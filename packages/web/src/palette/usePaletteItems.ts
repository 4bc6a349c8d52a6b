import type { DocStore, NodeId, NodeSummary } from '@scratchpad/core';
import { useMemo } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useActions } from '../app/actions.ts';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useEnvironments, useTree } from '../app/docHooks.ts';
import { useLiveTabs } from '../app/liveTabs.ts';
import { formatKeys } from '../app/shortcuts.ts';
import { openTab, parsePath, type Tab, targetOfNode, useActivePath } from '../app/tabs.ts';
import { appWords } from '../app/words.ts';
import type { PaletteItem } from './paletteItem.ts';
import { addressOf } from './useAddresses.ts';
import { paletteWords as words } from './words.ts';

/** Everything the palette can find but the history: open tabs, requests, folders, collections, environments, actions. */
export function usePaletteItems(): readonly PaletteItem[] {
  const store = useDocStore();
  const tree = useTree();
  const environments = useEnvironments();
  const actions = useActions();
  const tabs = useLiveTabs();
  const activePath = useActivePath();
  const [activeEnvironment, setActiveEnvironment] = useActiveEnvironment();

  const nodes = useMemo(() => {
    const items: PaletteItem[] = [];
    const paths = new Map<NodeId, string>();
    for (const id of tree.places.keys()) {
      const node = store.index.node(id);
      if (node && node.kind !== 'example')
        items.push(nodeToItem(store, node, pathOf(store, node.id, paths)));
    }
    return items;
  }, [store, tree]);

  return useMemo(() => {
    const envs = environments.map((id): PaletteItem => {
      const label = store.index.env(id)?.name ?? '';
      return {
        id,
        group: 'places',
        label,
        detail: appWords.environment,
        text: `${label} ${appWords.environment}`.toLowerCase(),
        mark: { kind: 'environment' },
        run: () => openTab({ kind: 'environment', id }, { keep: true }),
      };
    });
    const toUse = [...environments, null]
      .filter((id) => id !== activeEnvironment)
      .map((id) =>
        actionToItem(
          `use:${id}`,
          id === null ? words.sendWithNone : words.sendWith(store.index.env(id)?.name ?? ''),
          () => setActiveEnvironment(id),
        ),
      );
    const runs = tree.collections.map((id) =>
      actionToItem(`run:${id}`, words.run(store.index.node(id)?.name ?? ''), () =>
        openTab({ kind: 'run', id }, { keep: true }),
      ),
    );
    const docs = tree.collections.map((id) =>
      actionToItem(`docs:${id}`, words.docs(store.index.node(id)?.name ?? ''), () =>
        openTab({ kind: 'docs', id }, { keep: true }),
      ),
    );
    return [
      ...tabs.flatMap((tab) => (tab.path === activePath ? [] : tabToItem(store, tab))),
      ...nodes,
      ...envs,
      ...actions.map(({ id, label, run, keys }) => actionToItem(id, label, run, keys)),
      ...toUse,
      ...runs,
      ...docs,
    ];
  }, [
    store,
    tree,
    nodes,
    environments,
    actions,
    tabs,
    activePath,
    activeEnvironment,
    setActiveEnvironment,
  ]);
}

function actionToItem(id: string, label: string, run: () => void, keys?: string): PaletteItem {
  return {
    id: `action:${id}`,
    group: 'actions',
    label,
    detail: '',
    text: label.toLowerCase(),
    mark: { kind: 'action' },
    ...(keys === undefined ? {} : { keys: formatKeys(keys) }),
    run,
  };
}

function tabToItem(store: DocStore, tab: Tab): readonly PaletteItem[] {
  const target = parsePath(tab.path);
  if (!target) return [];
  const node = 'id' in target ? store.index.node(target.id) : undefined;
  const run = () => navigate(tab.path);
  if (node)
    return [
      {
        ...nodeToItem(store, node, pathOf(store, node.id, new Map())),
        id: `tab:${tab.path}`,
        ...(target.kind === 'run' ? { label: appWords.runName(node.name) } : {}),
        ...(target.kind === 'docs' ? { label: appWords.docsName(node.name) } : {}),
        group: 'open',
        run,
      },
    ];
  const isEnvironment = target.kind === 'environment';
  const label =
    target.kind === 'environment'
      ? (store.index.env(target.id)?.name ?? '')
      : 'id' in target
        ? ''
        : appWords[target.kind];
  return [
    {
      id: `tab:${tab.path}`,
      group: 'open',
      label,
      detail: isEnvironment ? appWords.environment : '',
      text: label.toLowerCase(),
      mark: { kind: isEnvironment ? 'environment' : 'page' },
      run,
    },
  ];
}

/** The names of all that a node lies in. `paths` keeps what is known already: siblings share it. */
function pathOf(store: DocStore, id: NodeId, paths: Map<NodeId, string>): string {
  const above = store.index.ancestors(id);
  const parent = above.at(-1);
  if (parent === undefined) return '';
  const known = paths.get(parent);
  if (known !== undefined) return known;
  const path = above.map((ancestor) => store.index.node(ancestor)?.name ?? '').join(' / ');
  paths.set(parent, path);
  return path;
}

function nodeToItem(store: DocStore, node: NodeSummary, path: string): PaletteItem {
  const isRequest = node.kind === 'http' || node.kind === 'ws';
  const label = node.name || addressOf(store.index, node.id) || appWords.untitled;
  return {
    id: node.id,
    group: isRequest ? 'requests' : 'places',
    label,
    detail: path,
    // A folder is not found by what it lies in: with it come all that lie beside it.
    text: (isRequest ? `${node.method} ${label} ${path}` : label).toLowerCase(),
    mark: { kind: node.kind, method: node.method },
    run: () => openTab(targetOfNode(node.kind, node.id), { keep: true }),
  };
}
