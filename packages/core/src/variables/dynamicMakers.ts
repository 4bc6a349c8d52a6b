// oxlint-disable-next-line typescript/triple-slash-reference -- the packages that compile this source find it no other way
/// <reference path="./dynamicTable.d.ts" />
import table from 'postman-collection/lib/superstring/dynamic-variables.js';

/** What makes the values of the field's dynamic variables: its own table. Load this module when one is used. */
export const DYNAMIC_MAKERS: ReadonlyMap<string, () => string> = new Map(
  Object.entries(table).map(([name, { generator }]) => [name, () => String(generator())]),
);
