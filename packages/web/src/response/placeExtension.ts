/** Tells where in a body a person is. */
import { syntaxTree } from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { findJsonPlace } from './jsonPlace.ts';

/** Where the caret is, and what could be taken from there. */
export interface BodyPlace {
  /** The path of the value in JSON; null elsewhere. */
  readonly path: string | null;
  /** What is selected, else the value at the caret; null when there is none. */
  readonly value: string | null;
}

/** Longer selections are no values. */
const MAX_SELECTION = 1_000_000;

function placeOf(state: EditorState): BodyPlace {
  const { main } = state.selection;
  const place = findJsonPlace(state, main.head);
  const selected =
    main.empty || main.to - main.from > MAX_SELECTION ? null : state.sliceDoc(main.from, main.to);
  return { path: place?.path ?? null, value: selected ?? place?.value ?? null };
}

/** Calls `onPlace` when the caret has moved, and when what is around it comes to be understood. */
export function placeExtension(onPlace: (place: BodyPlace) => void): Extension {
  return ViewPlugin.fromClass(
    class {
      /** Whether there was a caret, and its place had no path. */
      #isOpen = false;

      constructor(view: EditorView) {
        // Whoever clicked before this was loaded is not asked to click again.
        if (view.hasFocus) this.#tell(view.state);
      }

      update({ selectionSet, startState, state }: ViewUpdate): void {
        const isParsed = this.#isOpen && syntaxTree(startState) !== syntaxTree(state);
        if (selectionSet || isParsed) this.#tell(state);
      }

      #tell(state: EditorState): void {
        const place = placeOf(state);
        this.#isOpen = place.path === null;
        onPlace(place);
      }
    },
  );
}
