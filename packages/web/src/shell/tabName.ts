import type { DocIndex } from '@scratchpad/core';
import type { TabTarget } from '../app/tabs.ts';
import { appWords } from '../app/words.ts';

/** What a target is called now. */
export function tabName(index: DocIndex, target: TabTarget): string {
  if (!('id' in target)) return appWords[target.kind];
  const name =
    target.kind === 'environment' ? index.env(target.id)?.name : index.node(target.id)?.name;
  const shown = name === undefined || name === '' ? appWords.untitled : name;
  if (target.kind === 'docs') return appWords.docsName(shown);
  return target.kind === 'run' ? appWords.runName(shown) : shown;
}
