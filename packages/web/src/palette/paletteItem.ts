import type { NodeKind } from '@scratchpad/core';

/** The parts of the palette's list. */
export type PaletteGroup = 'open' | 'requests' | 'places' | 'history' | 'actions';

/** What stands before an item. */
export type PaletteMark =
  | { readonly kind: NodeKind; readonly method: string }
  | { readonly kind: 'environment' | 'action' | 'page' };

/** One thing that the palette offers. */
export interface PaletteItem {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  /** Where it is. */
  readonly detail: string;
  /** All that is searched beside the label, in lower case. The address of a request is not part of it. */
  readonly text: string;
  readonly mark: PaletteMark;
  readonly keys?: string;
  readonly run: () => void;
}
