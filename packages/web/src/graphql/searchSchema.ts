import { type GraphQLSchema, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { SchemaPlace } from './SchemaExplorer.tsx';

/** Types and fields whose name holds a text, types first; null when there is no text. */
export function searchSchema(
  schema: GraphQLSchema,
  text: string,
  most: number,
): { readonly places: readonly SchemaPlace[]; readonly total: number } | null {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return null;
  const types: SchemaPlace[] = [];
  const fields: SchemaPlace[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (type.name.toLowerCase().includes(wanted)) types.push({ type: type.name });
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.keys(type.getFields())) {
      if (field.toLowerCase().includes(wanted)) fields.push({ type: type.name, field });
    }
  }
  const all = [...types, ...fields];
  return { places: all.slice(0, most), total: all.length };
}
