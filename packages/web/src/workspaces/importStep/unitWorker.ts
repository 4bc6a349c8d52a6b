/**
 * Worker: encodes a unit for the workspace, and then what the next import compares with. Both take long for a large one, and
 * the workspace waits for the first only.
 */
import {
  createUnitBase,
  createUnitDoc,
  type EncodedUnit,
  encodeUnit,
  type UnitBase,
  type UnitContent,
  type UnitPlan,
} from '@scratchpad/core/workspace';

type Nodes = UnitContent['nodes'];

/** The question: the nodes of a unit in parts, as a page that hands over thousands at once stands still; then the unit. */
export type UnitTask =
  | { readonly nodes: Nodes }
  | { readonly workspace: string; readonly plan: UnitPlan };

/** What came of it, one after the other. */
export type UnitAnswer = { readonly encoded: EncodedUnit } | { readonly base: UnitBase };

let nodes: Nodes[number][] = [];

addEventListener('message', ({ data }: MessageEvent<UnitTask>) => {
  if ('nodes' in data) {
    nodes.push(...data.nodes);
    return;
  }
  const plan = { ...data.plan, content: { ...data.plan.content, nodes } };
  nodes = [];
  const doc = createUnitDoc(data.workspace, plan);
  const encoded = encodeUnit(doc);
  postMessage({ encoded } satisfies UnitAnswer, { transfer: [encoded.update.buffer] });
  postMessage({ base: createUnitBase(doc, plan) } satisfies UnitAnswer);
});
