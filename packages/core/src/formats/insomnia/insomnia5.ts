/** Version 5 in the words of version 4. */
import { z } from 'zod';
import type { JsonObject } from '../../model/json.ts';
import { checkShape } from '../checkShape.ts';
import { objectIn, objectsIn, textIn } from '../jsonText.ts';
import type { Source } from '../parsedFile.ts';
import type { InsomniaItem } from './insomniaItem.ts';

const itemSchema = z.looseObject({
  get children() {
    return z.array(itemSchema).nullish();
  },
});
const fileSchema = z.looseObject({ collection: z.array(itemSchema).nullish() });

/** What a file of version 5 holds. The first environment is the base one. */
export interface Insomnia5 {
  readonly workspace: JsonObject;
  readonly items: readonly InsomniaItem[];
  readonly environments: readonly JsonObject[];
}

/**
 * Translates a file.
 * @throws AppError `bad-shape`
 */
export function insomnia5ToItems(json: JsonObject, source: Source): Insomnia5 {
  checkShape(fileSchema, json, source.fileName);
  if (json['spec'] !== undefined) {
    source.log.leftOut(
      'spec',
      'The API description in the file was left out; import it on its own.',
    );
  }
  const base = objectIn(json, 'environments') ?? objectIn(json, 'environment');
  const environments = base ? [base, ...objectsIn(base, 'subEnvironments')].map(withMeta) : [];
  return {
    workspace: withMeta(json),
    items: toItems(objectsIn(json, 'collection'), 'collection', source),
    environments,
  };
}

function withMeta(source: JsonObject): JsonObject {
  const meta = objectIn(source, 'meta');
  return { ...source, _id: textIn(meta, 'id'), description: textIn(meta, 'description') };
}

function toItems(list: readonly JsonObject[], path: string, source: Source): InsomniaItem[] {
  const sortKey = (item: JsonObject) => Number(objectIn(item, 'meta')?.['sortKey'] ?? 0);
  return list
    .map((item, i) => ({ item, at: `${path}[${i}]` }))
    .sort((a, b) => sortKey(a.item) - sortKey(b.item))
    .flatMap(({ item, at }): InsomniaItem[] => {
      if (item['protoMethodName'] !== undefined || item['protoFileId'] !== undefined) {
        source.log.leftOut(at, 'A gRPC request was left out.');
        return [];
      }
      const isGroup = Array.isArray(item['children']);
      const children = isGroup
        ? toItems(objectsIn(item, 'children'), `${at}.children`, source)
        : undefined;
      return [{ item: toVersion4(item), children, path: at }];
    });
}

function toVersion4(item: JsonObject): JsonObject {
  const settings = objectIn(item, 'settings');
  const scripts = objectIn(item, 'scripts');
  return {
    ...withMeta(item),
    settingFollowRedirects: settings?.['followRedirects'],
    settingEncodeUrl: settings?.['encodeUrl'],
    settingSendCookies: objectIn(settings, 'cookies')?.['send'],
    preRequestScript: textIn(scripts, 'preRequest'),
    afterResponseScript: textIn(scripts, 'afterResponse'),
  };
}
