/** What a collection can be exported as, in the order of the menus. */
export const COLLECTION_FORMATS = {
  '2.1': 'Export as collection v2.1',
  '2.0': 'Export as collection v2.0',
  openapi: 'Export as OpenAPI 3.1',
  curl: 'Export as cURL commands',
} as const;

/** See {@link COLLECTION_FORMATS}. */
export type CollectionFormat = keyof typeof COLLECTION_FORMATS;

/** The formats with the words for them. */
export const collectionFormats = Object.entries(COLLECTION_FORMATS) as readonly (readonly [
  CollectionFormat,
  string,
])[];
