import type { FindArea } from '@scratchpad/core/find';

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
const areas: Readonly<Record<FindArea, string>> = {
  names: 'Names',
  urls: 'URLs',
  params: 'Parameters',
  headers: 'Headers',
  auth: 'Authorization',
  bodies: 'Bodies',
  scripts: 'Scripts',
  descriptions: 'Descriptions',
  variables: 'Variables',
  examples: 'Examples',
};

/** Words of find and replace. */
export const findWords = {
  title: 'Find and replace',
  find: 'Find',
  placeholder: 'Find in everything',
  replaceWith: 'Replace with',
  toggleReplace: 'Replace',
  matchCase: 'Match case',
  wholeWord: 'Whole word',
  regexp: 'Regular expression',
  regexpHint: 'Replacing: $1 is the first group, $<name> a named one, $& the whole match.',
  where: 'Where to look',
  within: 'In',
  everything: 'Everything',
  areas,
  results: 'Results',
  clear: 'Clear',
  intro:
    'Finds text in names, addresses, parameters, headers, authorization, bodies, scripts, descriptions, variables and examples. Secrets are not searched.',
  nothing: (text: string) => `Nothing says “${text}”.`,
  nowhere: 'Choose at least one place to look in.',
  searching: (searched: number, total: number) =>
    `Searching: ${searched.toLocaleString('en')} of ${total.toLocaleString('en')}`,
  found: (hits: number, items: number) =>
    `${count(hits, 'match', 'matches')} in ${count(items, 'item', 'items')}`,
  capped: (most: number) => `The first ${most.toLocaleString('en')} matches`,
  tooSlow:
    'This expression takes too long. Nested repeats such as (a+)+ are the usual cause; write it more simply.',
  noWorker: 'The search could not start. Reload the page.',
  replaceAll: (hits: number) => `Replace all ${hits.toLocaleString('en')}`,
  replaceNone: 'Replace all',
  replaceItem: (hits: number, name: string) => `Replace ${hits} in ${name}`,
  replaceOne: (where: string) => `Replace this one: ${where}`,
  replaceShort: 'Replace',
  replaced: (hits: number) => `${count(hits, 'match', 'matches')} replaced.`,
  skipped: (hits: number) =>
    `${count(hits, 'match was', 'matches were')} changed meanwhile and left alone.`,
  readOnly: 'This cannot be changed, so there is no replacing.',
  untitled: 'Untitled request',
  drafts: 'Drafts',
  globals: 'Globals',
  environment: 'Environment',
  line: (label: string, line: number) => `${label}, line ${line}`,
  fields: { name: 'Name', baseUrl: 'URL', fragment: 'URL fragment' },
  texts: {
    docs: 'Description',
    preRequest: 'Pre-request script',
    test: 'Test script',
    body: 'Body',
    graphqlQuery: 'GraphQL query',
    graphqlVariables: 'GraphQL variables',
  },
  tables: {
    params: 'Parameter',
    pathVariables: 'Path variable',
    headers: 'Header',
    urlencoded: 'Form field',
    formdata: 'Form field',
    variables: 'Variable',
    subprotocols: 'Subprotocol',
    messages: 'Message',
  },
  uses: {
    title: (name: string) => `Uses of ${name}`,
    close: 'Close',
    newName: 'New name',
    rename: (uses: number) => (uses === 0 ? 'Rename' : `Rename in ${count(uses, 'use', 'uses')}`),
    withOthers: (names: string) => `Rename it in other environments, too: ${names}`,
    badName: 'A name is not empty, has no braces, and no spaces around it.',
    taken: (name: string) => `${name} is there already. The last enabled one counts.`,
    searching: 'Looking for uses',
    none: 'Nothing uses it.',
    found: (uses: number, items: number) =>
      `${count(uses, 'use', 'uses')} in ${count(items, 'item', 'items')}`,
    renamed: (from: string, to: string, uses: number) =>
      `${from} is now ${to}, in ${count(uses, 'use', 'uses')}, too.`,
    how: 'With the environment that is active. Left out are uses that a narrower scope takes, and names that scripts put together; descriptions and examples stay as they are.',
  },
  auth: 'Authorization',
  descriptionOf: (label: string) => `${label}, description`,
} as const;
