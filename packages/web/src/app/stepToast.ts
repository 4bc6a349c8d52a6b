import type { DocStore } from '@scratchpad/core';
import { showToast, type Toast } from './toasts.tsx';
import { appWords } from './words.ts';

/**
 * Says what the step just done has done. Its Undo means that step and no other: the toast goes as soon as that is no
 * longer what would be undone next.
 */
export function showStepToast(store: DocStore, message: Toast['message']): void {
  const { undo } = store;
  const step = undo.undoStack.at(-1);
  const hide = showToast({
    message,
    action: { label: appWords.undo, onClick: () => void undo.undo() },
    onClose: () => {
      undo.off('stack-item-added', check);
      undo.off('stack-item-popped', check);
    },
  });
  function check() {
    if (undo.undoStack.at(-1) !== step) hide();
  }
  undo.on('stack-item-added', check);
  undo.on('stack-item-popped', check);
}
