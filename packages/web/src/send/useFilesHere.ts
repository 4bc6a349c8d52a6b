import type { NodeId, RowId } from '@scratchpad/core';
import { useEffect, useState } from 'react';
import { findFilesHere } from './pickedFiles.ts';
import { onWorkingFolderChanged } from './workingFolder.ts';

/**
 * Which of the files that a body names this device has; all of them until that is known.
 * @param row null for a body that is a file
 * @param names with line ends between, so that the same names are the same argument
 */
export function useFilesHere(node: NodeId, row: RowId | null, names: string): ReadonlySet<string> {
  const [here, setHere] = useState<ReadonlySet<string>>(() => new Set(names.split('\n')));
  useEffect(() => {
    let gone = false;
    const list = names === '' ? [] : names.split('\n');
    const look = () =>
      findFilesHere(node, row, list).then(
        (found) => {
          if (!gone) setHere(found);
        },
        // Sending says why a file cannot be read; until then nothing is claimed about it.
        () => undefined,
      );
    void look();
    const stop = onWorkingFolderChanged(() => void look());
    return () => {
      gone = true;
      stop();
    };
  }, [node, row, names]);
  return here;
}
