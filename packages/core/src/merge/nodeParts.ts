/** The single values of a node by the keys that the document keeps them under. */
import { FIELDS, type NodeSpec } from '../model/content.ts';
import type { JsonValue } from '../model/json.ts';
import { AUTH_PREFIX, SETTING_PREFIX, UNKNOWN_PREFIX } from '../model/schema.ts';

/** Spellings of a file (collection.ts lists them). They change with the program that wrote it and mean nothing. */
const SPELLINGS = new Set(
  [
    'absent',
    'authRows',
    'description',
    'descriptionAt',
    'graphqlVariables',
    'idKey',
    'urlAsWritten',
  ].map((name) => UNKNOWN_PREFIX + name),
);

/** Name, fields, settings, authorization and unknown fields; tables and texts are merged in their own ways. */
export function nodeParts(spec: NodeSpec): Map<string, JsonValue> {
  const parts = new Map<string, JsonValue>([['name', spec.name]]);
  const add = (key: string, value: JsonValue | undefined) => {
    if (value !== undefined) parts.set(key, value);
  };
  if (typeof spec.fileId === 'string') add('fileId', spec.fileId);
  for (const name of FIELDS) add(name, spec.fields?.[name]);
  for (const [name, value] of Object.entries(spec.settings ?? {}))
    add(SETTING_PREFIX + name, value);
  if (spec.auth && spec.auth.type !== 'inherit') add('authType', spec.auth.type);
  for (const [type, params] of Object.entries(spec.auth?.params ?? {})) {
    for (const [name, value] of Object.entries(params)) add(`${AUTH_PREFIX}${type}.${name}`, value);
  }
  for (const [place, value] of Object.entries(spec.unknown ?? {}))
    add(UNKNOWN_PREFIX + place, value);
  return parts;
}

/** Whether people need not be asked about a part: the pad's stays when both sides changed it. */
export function isQuiet(key: string): boolean {
  return key === 'fileId' || SPELLINGS.has(key);
}

/** A part by the name that people know it under. */
export function partLabel(key: string): string {
  if (key === 'authType') return 'auth.type';
  for (const [prefix, label] of [
    [SETTING_PREFIX, 'settings'],
    [AUTH_PREFIX, 'auth'],
    [UNKNOWN_PREFIX, 'other'],
  ] as const) {
    if (key.startsWith(prefix)) return `${label}.${key.slice(prefix.length)}`;
  }
  return key;
}
