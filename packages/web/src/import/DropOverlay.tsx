import { createNode, DRAFTS, errorMessage } from '@scratchpad/core';
import { useEffect, useState } from 'react';
import { useDocStore } from '../app/docHooks.ts';
import { setOverlay, useOverlay } from '../app/overlays.ts';
import { openTab } from '../app/tabs.ts';
import { showToast } from '../app/toasts.tsx';
import { filesOfDrop } from './dataTransfer.ts';
import { importWords } from './words.ts';
import styles from './importDialog.module.css';

/** Takes files that are dropped anywhere, and text that is pasted outside of fields. */
export function DropOverlay() {
  const store = useDocStore();
  const overlay = useOverlay();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
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
      if (hasFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (!event.dataTransfer || !hasFiles(event) || event.defaultPrevented) return;
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
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const target = event.target;
      if (event.defaultPrevented || overlay) return;
      if (
        target instanceof HTMLElement &&
        (target.isContentEditable || target.matches('input, textarea'))
      )
        return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain').trim() ?? '';
      if (files.length > 0) {
        setOverlay({
          kind: 'import',
          inputs: files.map((file) => ({ name: file.name, data: file })),
        });
      } else if (text.startsWith('{')) {
        setOverlay({ kind: 'import', inputs: [{ name: importWords.pastedName, data: text }] });
      } else if (/^curl\s/i.test(text)) {
        import('@scratchpad/core/formats')
          .then(({ readCurl }) =>
            openTab(
              { kind: 'request', id: createNode(store, DRAFTS, readCurl(text)) },
              { keep: true },
            ),
          )
          .catch((error: unknown) => showToast({ message: errorMessage(error), sticky: true }));
      } else return;
      event.preventDefault();
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [store, overlay]);

  return over ? (
    <div className={styles.overlay}>
      <span>{importWords.drop}</span>
    </div>
  ) : null;
}
