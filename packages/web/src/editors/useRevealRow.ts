import type { RowOwner } from '@scratchpad/core';
import type { FindPlace } from '@scratchpad/core/find';
import { type RefObject, useEffect } from 'react';
import { revealed, selectIn, useWanted } from '../app/reveal.ts';

type RowPlace = Extract<FindPlace, { kind: 'row' }>;

function isSameOwner(a: RowOwner, b: RowOwner): boolean {
  if ('node' in a) return 'node' in b && a.node === b.node && a.table === b.table;
  return 'env' in a ? 'env' in b && a.env === b.env : 'globals' in b;
}

/**
 * Shows a row that a search found: focus and selection go to its cell.
 * @param pin sees to it that a row is rendered; see `useRowWindow`
 * @param columnOf the `data-cell` of each part of a row in this table
 */
export function useRevealRow(
  owner: RowOwner,
  body: RefObject<HTMLElement | null>,
  pin: (id: string) => void,
  columnOf: Readonly<Record<RowPlace['part'], string>>,
): void {
  const wanted = useWanted((place) => place.kind === 'row' && isSameOwner(place.owner, owner));
  useEffect(() => {
    if (wanted?.place.kind !== 'row') return;
    const { row, part } = wanted.place;
    const cell = body.current?.querySelector<HTMLInputElement>(
      `[data-row="${CSS.escape(row)}"] [data-cell="${columnOf[part]}"] input`,
    );
    if (!cell) {
      // A long table renders it first.
      pin(row);
      return;
    }
    selectIn(cell, wanted.from, wanted.to);
    revealed();
  });
}
