/** Collections made at random, and edits of them on both sides, for the properties of merging. */
import { expect } from 'vitest';
import {
  canMove,
  createNode,
  duplicateNodes,
  moveNodes,
  readSpecTree,
  renameNode,
  setField,
} from '../../commands/nodes.ts';
import { addRows, getRows } from '../../commands/rows.ts';
import { setText } from '../../commands/texts.ts';
import { deleteItems } from '../../commands/trash.ts';
import { createRandom } from '../../formats/testing/mutate.ts';
import type { NodeSpec } from '../../model/content.ts';
import type { DocStore } from '../../model/docStore.ts';
import type { NodeId } from '../../model/ids.ts';
import type { Conflict } from '../report.ts';

type Random = () => number;
/** A spec that can be changed in place: the file is edited as its author would. */
export type Mutable = {
  -readonly [Key in keyof NodeSpec]: Key extends 'children' ? Mutable[] : NodeSpec[Key];
};

const NAMES = ['List', 'List', 'Get', 'Create', 'Delete', 'Search'];
/** Chance, the same for the same seed, and the words that were written by it. */
export class World {
  readonly #random: Random;
  #tokens = 0;

  constructor(seed: number) {
    this.#random = createRandom(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  /** A word that is nowhere else. */
  token(side: string): string {
    return `${side}${++this.#tokens}x`;
  }

  request(side: string, hasIds: boolean): Mutable {
    const token = this.token(side);
    // Half of the requests look like others; the rest say something of their own.
    const isPlain = this.below(2) === 0;
    return {
      kind: 'http',
      name: this.pick(NAMES) ?? '',
      fileId: hasIds ? token : null,
      fields: { method: 'GET', baseUrl: isPlain ? 'https://x/list' : `https://x/${token}` },
      tables: { headers: [{ key: 'A', value: '1' }] },
      texts: {
        docs: isPlain && side === 'base' ? 'the same' : `docs of ${token}`,
        test: 'a\nb\nc',
      },
      children: [],
    };
  }

  folder(depth: number, hasIds: boolean): Mutable {
    const children = Array.from({ length: 1 + this.below(4) }, () =>
      depth < 3 && this.below(3) === 0
        ? this.folder(depth + 1, hasIds)
        : this.request('base', hasIds),
    );
    return {
      kind: 'folder',
      name: this.pick(NAMES) ?? '',
      fileId: hasIds ? this.token('id') : null,
      children,
    };
  }
}

function listNodes(
  spec: Mutable,
  parent: Mutable | null = null,
): { node: Mutable; parent: Mutable | null }[] {
  return [
    { node: spec, parent },
    ...(spec.children ?? []).flatMap((child) => listNodes(child, spec)),
  ];
}

/** Edits the file. Each word it writes begins with `up`. */
export function editUpstream(root: Mutable, world: World, hasIds: boolean): void {
  for (let times = world.below(8); times > 0; times--) {
    const all = listNodes(root).filter(({ parent }) => parent);
    const { node, parent } = world.pick(all) ?? {};
    if (!node || !parent) return;
    const siblings = parent.children ?? [];
    const folders = [
      root,
      ...all.map((entry) => entry.node).filter(({ kind }) => kind === 'folder'),
    ];
    const isRequest = node.kind === 'http';
    switch (world.below(9)) {
      case 0:
        node.name = world.token('up');
        break;
      case 1:
        if (isRequest) node.texts = { ...node.texts, test: `a\nb\nc\n${world.token('up')}` };
        break;
      case 2:
        if (isRequest) node.fields = { ...node.fields, baseUrl: `https://y/${world.token('up')}` };
        break;
      case 3:
        if (isRequest) node.tables = { headers: [{ key: 'A', value: world.token('up') }] };
        break;
      case 4:
        siblings.splice(siblings.indexOf(node), 1);
        break;
      case 5:
        siblings.splice(world.below(siblings.length + 1), 0, world.request('up', hasIds));
        break;
      case 6:
        siblings.splice(siblings.indexOf(node) + 1, 0, copyOf(node));
        break;
      case 7: {
        const target = world.pick(
          folders.filter((folder) => !listNodes(node).some((entry) => entry.node === folder)),
        );
        siblings.splice(siblings.indexOf(node), 1);
        (target?.children ?? siblings).push(node);
        break;
      }
      default:
        siblings.reverse();
    }
  }
}

/** What a user did in the pad, and whether it still shows. */
export interface LocalEdit {
  readonly id: NodeId;
  readonly what: string;
  readonly holds: () => unknown;
}

/** Edits the pad; gives what has to hold afterwards. */
export function editHere(store: DocStore, root: NodeId, world: World): LocalEdit[] {
  const edits: LocalEdit[] = [];
  const deleted = new Set<string>();
  const parents = new Map([...store.index.nodes().values()].map((node) => [node.id, node.parent]));
  const isGone = (id: NodeId) =>
    [id, ...store.index.ancestors(id)].some((at) => store.index.node(at)?.deleted);
  for (let times = world.below(8); times > 0; times--) {
    const live = [...store.index.nodes().values()].filter(({ id }) => id !== root && !isGone(id));
    const node = world.pick(live);
    if (!node) break;
    const { id } = node;
    const token = world.token('here');
    const isRequest = node.kind === 'http';
    switch (world.below(8)) {
      case 0:
        renameNode(store, id, token);
        edits.push({ id, what: 'renamed', holds: () => store.index.node(id)?.name === token });
        break;
      case 1:
        if (!isRequest) break;
        setText(store, id, 'test', `${token}\n${store.textContent(id, 'test')}`);
        edits.push({
          id,
          what: 'test',
          holds: () => store.textContent(id, 'test').includes(token),
        });
        break;
      case 2:
        if (!isRequest) break;
        setField(store, id, 'method', token);
        edits.push({
          id,
          what: 'method',
          holds: () => readSpecTree(store, id).fields?.method === token,
        });
        break;
      case 3:
        if (!isRequest) break;
        addRows(store, { node: id, table: 'headers' }, [{ key: token, value: token }]);
        edits.push({
          id,
          what: 'header',
          holds: () =>
            getRows(store, { node: id, table: 'headers' }).some(({ key }) => key === token),
        });
        break;
      case 4:
        deleteItems(store, [id]);
        deleted.add(id);
        edits.push({ id, what: 'deleted', holds: () => isGone(id) });
        break;
      case 5: {
        const made = createNode(store, node.kind === 'folder' ? id : root, {
          kind: 'http',
          name: token,
        });
        edits.push({ id: made, what: 'made', holds: () => store.index.node(made)?.name === token });
        break;
      }
      case 6:
        duplicateNodes(store, [id]);
        break;
      default: {
        const target = world.pick([
          root,
          ...live.filter(({ kind }) => kind === 'folder').map((folder) => folder.id),
        ]);
        if (target === undefined || !canMove(store, [id], target)) break;
        // Back where it was in the file, or only elsewhere among its siblings, it gives way to a move of the file.
        const isElsewhere = parents.get(id) !== target;
        moveNodes(store, [id], target);
        if (isElsewhere)
          edits.push({ id, what: 'moved', holds: () => store.index.node(id)?.parent === target });
      }
    }
  }
  // A later edit may undo an earlier one, and what was deleted has nothing to hold but that.
  return edits.filter(({ id, holds }) => holds() === true && (!isGone(id) || deleted.has(id)));
}

/** A copy to edit. */
export function copyOf(spec: Mutable): Mutable {
  return JSON.parse(JSON.stringify(spec)) as Mutable;
}

/** Each word that the file's author wrote is in the pad, in a conflict, or in what was deleted here. */
export function expectArrived(
  theirs: Mutable,
  pad: NodeSpec,
  conflicts: readonly Conflict[],
): void {
  const now = JSON.stringify(pad);
  const open = JSON.stringify(conflicts);
  const skipped = conflicts.filter(({ field }) => field === 'deleted here').map(({ path }) => path);
  const visit = (node: Mutable, path: string): void => {
    const isSkipped = skipped.some((at) => path === at || path.startsWith(`${at} / `));
    const { children = [], ...own } = node;
    for (const [word] of JSON.stringify(own).matchAll(/\bup\d+x\b/g)) {
      expect(isSkipped || now.includes(word) || open.includes(word)).toBe(true);
    }
    for (const child of children) visit(child, `${path} / ${child.name}`);
  };
  visit(theirs, theirs.name);
}
