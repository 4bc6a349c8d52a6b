import { errorMessage } from '@scratchpad/core';
import { useCallback, useEffect, useState } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import { setOverlay, useOverlay } from '../app/overlays.ts';
import { showToast } from '../app/toasts.tsx';
import { filesOfDrop } from './dataTransfer.ts';
import { takeText } from './takeText.ts';
import { importWords } from './words.ts';
import styles from './importDialog.module.css';

/** Whether a paste or a drop belongs to a field. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

/** Takes files that are dropped anywhere, and text that is pasted or dropped outside of fields. */
export function DropOverlay() {
  const store = useDocStore();
  const overlay = useOverlay();
  const [over, setOver] = useState(false);

  const take = useCallback(
    (text: string) => {
      takeText(store, text).catch((error: unknown) =>
        showToast({ message: errorMessage(error), sticky: true }),
      );
    },
    [store],
  );

  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    // What is dragged within the page is no import.
    let isOwnDrag = false;
    const onDragStart = () => {
      isOwnDrag = true;
    };
    const onDragEnd = () => {
      isOwnDrag = false;
    };
    const hasText = (event: DragEvent) =>
      !isOwnDrag &&
      !isField(event.target) &&
      (event.dataTransfer?.types.some(
        (type) => type === 'text/plain' || type === 'text/uri-list',
      ) ??
        false);
    let depth = 0;
    const onEnter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth++;
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (hasFiles(event) && --depth <= 0) setOver(false);
    };
    const onOver = (event: DragEvent) => {
      if (hasFiles(event) || hasText(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (!event.dataTransfer || event.defaultPrevented) return;
      if (!hasFiles(event)) {
        if (!hasText(event)) return;
        event.preventDefault();
        take(event.dataTransfer.getData('text/plain'));
        return;
      }
      event.preventDefault();
      filesOfDrop(event.dataTransfer).then(
        (inputs) => {
          if (inputs.length > 0) setOverlay({ kind: 'import', inputs });
        },
        (error: unknown) => showToast({ message: errorMessage(error), sticky: true }),
      );
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    window.addEventListener('dragstart', onDragStart);
    window.addEventListener('dragend', onDragEnd);
    return () => {
      window.removeEventListener('dragstart', onDragStart);
      window.removeEventListener('dragend', onDragEnd);
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [take]);

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || overlay || isField(event.target)) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length > 0) {
        setOverlay({
          kind: 'import',
          inputs: files.map((file) => ({ name: file.name, data: file })),
        });
        event.preventDefault();
      } else if (text.trim() !== '') take(text);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [take, overlay]);

  return over ? (
    <div className={styles.overlay}>
      <span>{importWords.drop}</span>
    </div>
  ) : null;
}
