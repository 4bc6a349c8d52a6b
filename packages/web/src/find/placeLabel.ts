import type { PlacedText } from '@scratchpad/core/find';
import type { FoundHit } from './findWorker.ts';
import { findWords as words } from './words.ts';

/** What a hit stands in, in the words of the page that shows it. */
export function placeLabel({ place, text, of }: PlacedText, hit: FoundHit): string {
  switch (place.kind) {
    case 'field':
      return words.fields[place.field];
    case 'text': {
      const label = words.texts[place.text];
      return text.includes('\n') ? words.line(label, hit.excerpt.line) : label;
    }
    case 'auth':
      return `${words.auth} ${place.name}`;
    case 'row': {
      const table = 'table' in place.owner ? place.owner.table : 'variables';
      const label =
        of === undefined || of === '' ? words.tables[table] : `${words.tables[table]} ${of}`;
      return place.part === 'description' ? words.descriptionOf(label) : label;
    }
    case 'envName':
      return words.fields.name;
  }
}
