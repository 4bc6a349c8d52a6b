/** What the palette lists for a query: a pure function of the query and of all that there is. */
import { best, containsWords, fuzzyScore, wordsOf } from './fuzzy.ts';
import type { PaletteGroup, PaletteItem } from './paletteItem.ts';

/** A query with its scope: `>` actions, `@` environments, `#` history. */
export interface PaletteQuery {
  readonly scope: PaletteGroup | null;
  readonly text: string;
}

/** A part of the list. */
export interface PaletteSection {
  readonly group: PaletteGroup;
  readonly items: readonly PaletteItem[];
}

/** The characters that begin a scope. */
export const SCOPES = { '>': 'actions', '@': 'places', '#': 'history' } as const;

/** How many of each group are listed beside the others; a scope lists more. */
const MOST: Readonly<Record<PaletteGroup, number>> = {
  open: 9,
  requests: 12,
  places: 6,
  history: 5,
  actions: 8,
};
const MOST_IN_SCOPE = 50;
/** Of two equally good groups requests come first: they are what people look for. */
const REQUESTS_BONUS = 250;
/** A match in the label comes before any that is elsewhere. */
const LABEL_BONUS = 2000;

/** Takes the scope off what was typed. */
export function parseQuery(typed: string): PaletteQuery {
  const scope = SCOPES[typed[0] as keyof typeof SCOPES] ?? null;
  return { scope, text: (scope ? typed.slice(1) : typed).trim() };
}

/**
 * The sections, the one with the best match first; without a query what is open, and the actions.
 * @param addresses of requests, by item id, as far as they are known
 */
export function paletteResults(
  { scope, text }: PaletteQuery,
  items: readonly PaletteItem[],
  addresses: ReadonlyMap<string, string>,
): readonly PaletteSection[] {
  const words = wordsOf(text);
  const scoreOf = (item: PaletteItem) => {
    const score = fuzzyScore(text, item.label);
    if (score >= 0) return score + LABEL_BONUS;
    const address = addresses.get(item.id)?.toLowerCase() ?? '';
    return containsWords(words, `${item.text} ${address}`) ? 0 : -1;
  };
  const groups: readonly PaletteGroup[] = scope
    ? [scope]
    : text === ''
      ? ['open', 'actions']
      : ['requests', 'places', 'history', 'actions'];
  const found = groups.map((group) => ({
    group,
    scored: best(
      items.filter((item) => isIn(item, group, scope)),
      scoreOf,
      scope || text === '' ? MOST_IN_SCOPE : MOST[group],
    ),
  }));
  const rank = ({ group, scored }: (typeof found)[number]) =>
    (scored[0]?.score ?? -1) + (group === 'requests' ? REQUESTS_BONUS : 0);
  if (text !== '') found.sort((a, b) => rank(b) - rank(a));
  return found
    .filter(({ scored }) => scored.length > 0)
    .map(({ group, scored }) => ({ group, items: scored.map(({ item }) => item) }));
}

function isIn(item: PaletteItem, group: PaletteGroup, scope: PaletteGroup | null): boolean {
  // `@` means environments alone; collections and folders are found without a sign.
  if (scope === 'places') return item.group === 'places' && item.mark.kind === 'environment';
  return item.group === group;
}
