import { simpleDiffString } from 'lib0/diff';
import type { TextName } from '../model/content.ts';
import type { DocStore } from '../model/docStore.ts';
import type { NodeId } from '../model/ids.ts';

/** Makes a text say `value`, touching only what differs, so that what others type around it survives. */
export function setText(store: DocStore, id: NodeId, name: TextName, value: string): void {
  const text = store.text(id, name);
  if (!text) return;
  const diff = simpleDiffString(text.toJSON(), value);
  if (diff.remove === 0 && diff.insert === '') return;
  store.write(() => {
    if (diff.remove > 0) text.delete(diff.index, diff.remove);
    if (diff.insert !== '') text.insert(diff.index, diff.insert);
  }, 'merge');
}
