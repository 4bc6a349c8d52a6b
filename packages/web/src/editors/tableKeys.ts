import type { KeyboardEvent } from 'react';

/** The cells of a row that take focus by arrow keys carry `data-cell` with their column; rows carry `data-row`. */
function cellAt(row: Element | null | undefined, column: string): HTMLElement | null {
  return (
    row?.querySelector<HTMLElement>(
      `[data-cell="${column}"] input, [data-cell="${column}"] textarea`,
    ) ?? null
  );
}

function focusCell(cell: HTMLElement | null, atEnd: boolean): boolean {
  if (!cell) return false;
  cell.focus();
  if (cell instanceof HTMLInputElement && cell.type === 'text') {
    const at = atEnd ? cell.value.length : 0;
    cell.setSelectionRange(at, at);
  }
  return true;
}

/**
 * Arrows and Enter between cells of a table: up and down keep the column, left and right leave a cell at its ends,
 * Enter goes down. Returns whether it moved.
 */
export function moveBetweenCells(event: KeyboardEvent<HTMLElement>): boolean {
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.shiftKey ||
    event.nativeEvent.isComposing
  )
    return false;
  const input = event.target as HTMLInputElement;
  const cell = input.closest<HTMLElement>('[data-cell]');
  const row = input.closest('[data-row]');
  if (!cell || !row) return false;
  const column = cell.dataset['cell'] as string;
  let moved = false;
  const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
  const atEnd =
    input.selectionStart === input.value?.length && input.selectionEnd === input.value?.length;
  const cells = [...row.querySelectorAll<HTMLElement>('[data-cell]')];
  const neighbour = (step: number) =>
    cells[cells.indexOf(cell) + step]?.querySelector<HTMLElement>('input') ?? null;
  switch (event.key) {
    case 'ArrowUp':
      moved = focusCell(cellAt(row.previousElementSibling, column), true);
      break;
    case 'ArrowDown':
      moved = focusCell(cellAt(row.nextElementSibling, column), true);
      break;
    case 'Enter':
      moved = focusCell(cellAt(row.nextElementSibling, firstColumn(row)), true);
      break;
    case 'ArrowLeft':
      moved = atStart && focusCell(neighbour(-1), true);
      break;
    case 'ArrowRight':
      moved = atEnd && focusCell(neighbour(1), false);
      break;
    default:
      return false;
  }
  if (moved) event.preventDefault();
  return moved;
}

function firstColumn(row: Element): string {
  return row.querySelector<HTMLElement>('[data-cell]')?.dataset['cell'] ?? '';
}
