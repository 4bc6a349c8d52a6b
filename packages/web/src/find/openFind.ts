/** Opening find and replace from elsewhere. Kept apart from its page, which is loaded when it is shown. */
import type { NodeId } from '@scratchpad/core';
import { openTab } from '../app/tabs.ts';
import { setViewState } from '../request/viewState.ts';

let asked = 0;

/** What is selected in a field or on the page, when it is one line: most likely it is what is looked for. */
function selectedLine(): string {
  const { activeElement } = document;
  const text =
    activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement
      ? activeElement.value.slice(
          activeElement.selectionStart ?? 0,
          activeElement.selectionEnd ?? 0,
        )
      : (getSelection()?.toString() ?? '');
  return text.includes('\n') || text.length > 200 ? '' : text.trim();
}

/** Shows the page, with the focus in its field. `within` limits it to a collection or folder. */
export function openFind(
  options: { readonly replace?: boolean; readonly within?: NodeId } = {},
): void {
  const selected = selectedLine();
  if (selected !== '') setViewState('find-text', selected);
  if (options.replace) setViewState('find-replacing', true);
  if (options.within !== undefined) setViewState('find-within', options.within);
  openTab({ kind: 'find' }, { keep: true });
  setViewState('find-asked', ++asked);
}
