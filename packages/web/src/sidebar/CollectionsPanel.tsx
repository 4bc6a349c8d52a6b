import { IconFileImport } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { DocStore, NodeId } from '@scratchpad/core';
import { newEnvironment } from '../app/actions.ts';
import { useDocStore, useTree } from '../app/docHooks.ts';
import { setSidebar } from '../app/sidebarState.ts';
import { useActiveTarget } from '../app/tabs.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { CollectionTree } from './CollectionTree.tsx';
import { NewMenu } from './NewMenu.tsx';
import { SidebarHead } from './SidebarHead.tsx';
import { attempt, createTreeActions } from './treeActions.ts';
import { createFilter } from './treeFilter.ts';
import { getTreeState, revealNode, setExpanded, setTreeState, useTreeState } from './treeState.ts';
import { type TreeSource, type VisibleRow, visibleRows } from './visibleRows.ts';
import { sidebarWords as words } from './words.ts';
import styles from './tree.module.css';

/** The collection or folder that something new goes into: the one that is selected, or that holds what is selected. */
function placeForNew(store: DocStore, active: string | null): NodeId | null {
  const node = active === null ? undefined : store.index.node(active);
  if (!node || !store.index.tree.places.has(node.id)) return null;
  const path = [...store.index.ancestors(node.id), node.id];
  const isContainer = (id: NodeId) => {
    const kind = store.index.node(id)?.kind;
    return kind === 'collection' || kind === 'folder';
  };
  return path.findLast(isContainer) ?? null;
}

/**
 * The panel of collections: filter, New, Import, tree.
 * @param props.source a tree to look at while the document is not there yet
 */
export function CollectionsPanel(props: {
  readonly onImport: () => void;
  readonly source?: TreeSource;
  readonly loading?: boolean;
}) {
  const store = useDocStore();
  const liveTree = useTree();
  const isLive = props.source === undefined && !props.loading;
  const given = props.source;
  const source = useMemo<TreeSource>(
    () => given ?? { tree: liveTree, node: (id) => store.index.node(id) },
    [given, liveTree, store],
  );
  const actions = useMemo(() => createTreeActions(store), [store]);
  const { expanded, active } = useTreeState();
  const [query, setQuery] = useState('');
  const [closedInFilter, setClosedInFilter] = useState<ReadonlySet<string>>(new Set());
  const wanted = useDeferredValue(query);
  const matches = useMemo(
    () => createFilter(wanted, (id) => store.index.content(id)),
    [wanted, store],
  );
  const rows = useMemo(
    () => visibleRows(source, { expanded, matches, closedInFilter }),
    [source, expanded, matches, closedInFilter],
  );
  useFollowActiveTab(isLive ? store : null);

  const toggle = (row: VisibleRow, open: boolean) => {
    if (matches) {
      const closed = new Set(closedInFilter);
      if (open) closed.delete(row.id);
      else closed.add(row.id);
      setClosedInFilter(closed);
    }
    setExpanded([row.id], open);
  };
  // While the pad is opened everything keeps its place.
  const isReadOnly = isLive && store.readOnlyReason !== null;
  const folderPlace = isLive ? placeForNew(store, active) : null;
  const { tree } = source;
  const isEmpty = tree.collections.length === 0 && tree.recovered.length === 0;
  return (
    <section className={styles.panel} aria-label={words.collections}>
      <SidebarHead
        label={words.filterCollections}
        value={query}
        onChange={(value) => {
          setQuery(value);
          setClosedInFilter(new Set());
        }}
        onLeaveDown={() => {
          const first = rows[0];
          if (!first) return;
          setTreeState({ active: first.id, focusRequests: getTreeState().focusRequests + 1 });
        }}
      >
        {!isReadOnly && (
          <>
            <NewMenu
              onRequest={actions.newRequest}
              onSocket={actions.newSocket}
              onCollection={actions.newCollection}
              onFolder={folderPlace === null ? null : () => actions.addFolder(folderPlace)}
              onEnvironment={() => {
                setSidebar({ panel: 'environments' });
                attempt(() => newEnvironment(store));
              }}
            />
            <IconButton label={words.import} onClick={props.onImport}>
              <IconFileImport size={16} stroke={1.75} aria-hidden />
            </IconButton>
          </>
        )}
      </SidebarHead>
      <CollectionTree
        rows={rows}
        source={source}
        store={store}
        actions={isLive ? actions : null}
        countOf={isLive ? (id) => store.index.requestCount(id) : null}
        onToggle={toggle}
        empty={
          rows.length > 0 ? null : !isEmpty ? (
            <p className={styles.empty}>{words.noMatch(wanted.trim())}</p>
          ) : props.loading ? (
            <Skeleton />
          ) : (
            <p className={styles.empty}>
              <strong>{words.emptyTitle}</strong>
              {words.emptyBody}
            </p>
          )
        }
      />
    </section>
  );
}

/** Selects the node of the active tab, opening what lies above it. */
function useFollowActiveTab(store: DocStore | null): void {
  const target = useActiveTarget();
  const id = target && 'id' in target && target.kind !== 'environment' ? target.id : null;
  useEffect(() => {
    if (!store || id === null || !store.index.tree.places.has(id)) return;
    if (store.index.tree.places.get(id) === 'drafts') return;
    const { active, selected } = getTreeState();
    if (active === id && selected.has(id)) return;
    revealNode(store.index.tree, id);
  }, [store, id]);
}

function Skeleton() {
  return (
    <div className={styles.skeleton} aria-hidden>
      {Array.from({ length: 6 }, (_, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- they are all the same
        <span key={i} />
      ))}
    </div>
  );
}
