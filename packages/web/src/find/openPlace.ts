/** The way from a result to the page, the tab and the field that it stands in. */
import type { DocStore, NodeKind } from '@scratchpad/core';
import { type FindItem, type FindPlace, itemOfPlace } from '@scratchpad/core/find';
import { reveal } from '../app/reveal.ts';
import { openTab, type TabTarget, targetOfNode } from '../app/tabs.ts';
import { setViewState } from '../request/viewState.ts';

function targetOf(store: DocStore, item: FindItem): TabTarget | null {
  if ('globals' in item) return { kind: 'globals' };
  if ('env' in item) return { kind: 'environment', id: item.env };
  const node = store.index.node(item.node);
  return node ? targetOfNode(node.kind, node.id) : null;
}

/** Opens the page of an item. */
export function openItem(store: DocStore, item: FindItem): void {
  const target = targetOf(store, item);
  if (target) openTab(target);
}

/** Opens what a place is shown in and selects a range of it there. */
export function openPlace(
  store: DocStore,
  place: FindPlace,
  range: { readonly from: number; readonly to: number },
): void {
  const item = itemOfPlace(place);
  if (place.kind === 'row') {
    const { owner } = place;
    const values = 'globals' in owner ? 'globals' : 'env' in owner ? owner.env : owner.node;
    setViewState(`bulk:variables:${values}`, false);
  }
  const node = 'node' in item ? store.index.node(item.node) : undefined;
  if (node) chooseParts(node.kind, node.id, place);
  openItem(store, item);
  reveal({ place, from: range.from, to: range.to });
}

/** The names of the tabs that pages have, by what they show. */
type Part =
  | 'params'
  | 'headers'
  | 'subprotocols'
  | 'auth'
  | 'body'
  | 'scripts'
  | 'docs'
  | 'variables';

function partOf(place: FindPlace): Part | null {
  switch (place.kind) {
    case 'field':
    case 'envName':
      return null;
    case 'auth':
      return 'auth';
    case 'text':
      if (place.text === 'docs') return 'docs';
      return place.text === 'preRequest' || place.text === 'test' ? 'scripts' : 'body';
    case 'row': {
      const table = 'table' in place.owner ? place.owner.table : 'variables';
      switch (table) {
        case 'params':
        case 'pathVariables':
          return 'params';
        case 'urlencoded':
        case 'formdata':
        case 'messages':
          return 'body';
        default:
          return table;
      }
    }
  }
}

/** Chooses the tabs of the page in which the place can be seen. */
function chooseParts(kind: NodeKind, id: string, place: FindPlace): void {
  const part = partOf(place);
  if (part === null) return;
  if (kind === 'http') {
    setViewState(`request-tab:${id}`, part);
    setViewState(`bulk:${part}:${id}`, false);
  } else if (kind === 'ws') {
    setViewState(`ws-tab:${id}`, part === 'body' ? 'message' : part);
    setViewState(`bulk:${part}:${id}`, false);
  } else if (kind === 'example') {
    setViewState(`example-tab:${id}`, part === 'headers' ? 'headers' : 'body');
  } else {
    setViewState(`collection:${id}`, part === 'auth' ? 'authorization' : part);
  }
  if (place.kind === 'text' && part === 'scripts')
    setViewState(`scripts:${id}`, place.text === 'test' ? 'test' : 'prerequest');
}
