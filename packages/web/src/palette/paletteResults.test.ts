import { describe, expect, it } from 'vitest';
import type { PaletteItem } from './paletteItem.ts';
import { paletteResults, parseQuery } from './paletteResults.ts';

const item = (group: PaletteItem['group'], label: string, more: Partial<PaletteItem> = {}) => ({
  id: `${group} ${label}`,
  group,
  label,
  detail: '',
  text: label.toLowerCase(),
  mark: { kind: group === 'places' ? 'environment' : 'action' } as const,
  run: () => {},
  ...more,
});

const items: readonly PaletteItem[] = [
  item('open', 'List orders'),
  item('requests', 'List orders'),
  item('requests', 'Replay'),
  item('places', 'Staging'),
  item('places', 'Orders', { mark: { kind: 'folder', method: '' } }),
  item('history', '/v2/orders'),
  item('actions', 'Import'),
];

const addresses = new Map([['requests Replay', '{{baseUrl}}/v2/orders/important']]);

const shown = (typed: string) =>
  paletteResults(parseQuery(typed), items, addresses).map(
    ({ group, items: found }) => `${group}: ${found.map(({ label }) => label).join(', ')}`,
  );

describe('paletteResults', () => {
  it('lists what is open and the actions before anything is typed', () => {
    expect(shown('')).toEqual(['open: List orders', 'actions: Import']);
  });

  it('puts the group with the best match first, and a name before an address', () => {
    expect(shown('import')).toEqual(['actions: Import', 'requests: Replay']);
    expect(shown('list')).toEqual(['requests: List orders']);
  });

  it('keeps to the scope of its sign', () => {
    expect(shown('>')).toEqual(['actions: Import']);
    expect(shown('@')).toEqual(['places: Staging']);
    expect(shown('#ord')).toEqual(['history: /v2/orders']);
  });
});
