/** Finding and replacing across a document; loaded when first used. */
export { excerptOf } from './excerpt.ts';
export type { Excerpt } from './excerpt.ts';
export {
  FIND_AREAS,
  itemKey,
  itemOfPlace,
  listItems,
  readPlaces,
  watchDocument,
} from './places.ts';
export type { FindArea, FindItem, FindPlace, PlacedText } from './places.ts';
export { compileQuery, expandReplacement, findHits } from './query.ts';
export type { FindErrorCode, FindHit, FindQuery } from './query.ts';
export { replaceRanges } from './replace.ts';
export type { PlaceEdits, RangeEdit, Replaced } from './replace.ts';
export {
  isVariableName,
  renameVariable,
  sameInOtherEnvironments,
  variableUsesIn,
} from './variableUses.ts';
export type { VariableAt, VariableUsesAt } from './variableUses.ts';
