import { expect, test } from 'vitest';
import { countUses, usedVariables } from './environmentUse.ts';

test('counts the nodes that use a variable, wherever it stands', () => {
  const node = { parent: null, order: 'a0' } as const;
  const uses = usedVariables({
    kind: 'collection',
    id: 'c',
    leftOut: [],
    name: 'C',
    nodes: [
      { ...node, id: 'c', entries: [['name', 'C']], texts: [['docs', 'see {{docsUrl}}']] },
      { ...node, id: 'a', entries: [['baseUrl', '{{baseUrl}}/orders']], texts: [] },
      { ...node, id: 'b', entries: [['h:1', ['a0', 'X-Key', '{{apiKey}}']]], texts: [] },
    ],
  });
  expect(countUses(uses, ['baseUrl', 'apiKey'])).toBe(2);
  expect(countUses(uses, ['docsUrl'])).toBe(1);
  expect(countUses(uses, ['other'])).toBe(0);
});
