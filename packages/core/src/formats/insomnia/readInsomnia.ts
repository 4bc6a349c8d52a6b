/**
 * Insomnia's exports: version 4 (JSON, a flat list of resources) and version 5 (YAML, a tree). Base environments become
 * variables of the collection, which environments override there and here; environments below them become environments.
 */
import { z } from 'zod';
import type { EnvSpec, NodeSpec, RowInput } from '../../model/content.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { checkShape } from '../checkShape.ts';
import { filledTextIn, mapTexts, nameOfFile, objectIn, objectsIn, textIn } from '../jsonText.ts';
import type { FileFormat, Read, Source } from '../parsedFile.ts';
import { ownerToSpec } from '../requestDraft.ts';
import { flattenData, insomniaItemToSpec, type InsomniaItem } from './insomniaItem.ts';
import { insomnia5ToItems } from './insomnia5.ts';

const exportSchema = z.looseObject({ resources: z.array(z.looseObject({ _type: z.string() })) });
const LEAVES = new Set(['request', 'websocket_request']);

/**
 * Reads an export of Insomnia.
 * @throws AppError `bad-shape`
 */
export function readInsomnia(json: JsonValue, format: FileFormat, source: Source): Read {
  const plain = mapTexts(json, (text) => plainTemplates(text, source)) as JsonObject;
  const read = format === 'insomnia-5' ? readVersion5(plain, source) : readVersion4(plain, source);
  source.log.countNodes(read.collections ?? []);
  for (const { variables } of read.environments ?? []) {
    source.log.counts.environments++;
    source.log.countVariables(variables);
  }
  return read;
}

/** `{{ _.name }}` and `{{ name }}` are our `{{name}}`. Tags and filters stay as they are written. */
function plainTemplates(text: string, { log }: Source): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  const plain = text.replaceAll(
    /\{\{\s*(?:_\.)?([\w.-]+)\s*\}\}|\{\{\s*_\[['"]([^'"\]]+)['"]\]\s*\}\}/g,
    (_, dotted?: string, quoted?: string) => `{{${dotted ?? quoted ?? ''}}}`,
  );
  const tag = /\{%[^%]*%\}|\{\{[^{}]*\|[^{}]*\}\}/.exec(plain)?.[0];
  if (tag !== undefined) {
    const name = /^\{%\s*(\w+)/.exec(tag)?.[1] ?? 'a filter';
    log.adapted('', `Template tags (${name}) have no meaning here; they stay as they are written.`);
  }
  return plain;
}

function readVersion4(json: JsonObject, source: Source): Read {
  checkShape(exportSchema, json, source.fileName);
  const resources = objectsIn(json, 'resources');
  const byParent = Map.groupBy(resources, (resource) => resource['parentId'] ?? null);
  const placed = new Set<JsonObject>();
  const paths = new Map(resources.map((resource, i) => [resource, `resources[${i}]`]));

  const itemsBelow = (parentId: JsonValue): InsomniaItem[] =>
    (byParent.get(parentId) ?? [])
      .filter((item) => LEAVES.has(textIn(item, '_type')) || item['_type'] === 'request_group')
      .sort((a, b) => Number(a['metaSortKey'] ?? 0) - Number(b['metaSortKey'] ?? 0))
      .flatMap((item) => {
        // Two resources with one id would each show all that lies below it, and one above itself would never end.
        if (placed.has(item)) return [];
        placed.add(item);
        const children =
          item['_type'] === 'request_group' ? itemsBelow(item['_id'] ?? null) : undefined;
        return [{ item, children, path: paths.get(item) ?? '' }];
      });

  const collections: NodeSpec[] = [];
  const environments: EnvSpec[] = [];
  for (const workspace of resources.filter(({ _type }) => _type === 'workspace')) {
    const id = workspace['_id'] ?? null;
    const bases = environmentsBelow(byParent, id);
    const items = itemsBelow(id);
    if (items.length > 0 || bases.length === 0) {
      collections.push(toCollection(workspace, items, bases, source));
    } else environments.push(...bases.map(toEnvironment));
    for (const base of bases) {
      environments.push(...environmentsBelow(byParent, base['_id'] ?? null).map(toEnvironment));
    }
  }
  const stray = resources.filter((item) => LEAVES.has(textIn(item, '_type')) && !placed.has(item));
  if (stray.length > 0) {
    const items = stray.map((item) => ({ item, children: undefined, path: paths.get(item) ?? '' }));
    const workspace = { name: nameOfFile(source.fileName) };
    collections.push(toCollection(workspace, items, [], source));
  }
  noteOthers(resources, source);
  return { collections, environments };
}

function environmentsBelow(
  byParent: ReadonlyMap<JsonValue, readonly JsonObject[]>,
  id: JsonValue,
): readonly JsonObject[] {
  return (byParent.get(id) ?? []).filter(({ _type }) => _type === 'environment');
}

function toCollection(
  workspace: JsonObject,
  items: readonly InsomniaItem[],
  bases: readonly JsonObject[],
  source: Source,
): NodeSpec {
  const variables = bases.flatMap((base) => flattenData(objectIn(base, 'data')));
  if (variables.length > 0) {
    source.log.adapted('', 'The base environment became the variables of the collection.');
  }
  const name = filledTextIn(workspace, 'name') ?? nameOfFile(source.fileName);
  const id = filledTextIn(workspace, '_id');
  const owner = {
    name,
    docs: textIn(workspace, 'description'),
    variables,
    ...(id === undefined ? {} : { fileId: id }),
  };
  return ownerToSpec(
    'collection',
    owner,
    items.map((item) => insomniaItemToSpec(item, source)),
  );
}

function toEnvironment(environment: JsonObject): EnvSpec {
  const variables: RowInput[] = flattenData(objectIn(environment, 'data'));
  return {
    name: textIn(environment, 'name'),
    fileId: textIn(environment, '_id') || null,
    variables,
  };
}

const PASSED_OVER = new Set(['workspace', 'environment', 'request_group', 'cookie_jar', ...LEAVES]);

function noteOthers(resources: readonly JsonObject[], { log }: Source): void {
  resources.forEach((resource, i) => {
    const type = textIn(resource, '_type');
    if (PASSED_OVER.has(type)) return;
    log.leftOut(`resources[${i}]`, `A resource of the type "${type}" was left out.`);
  });
}

function readVersion5(json: JsonObject, source: Source): Read {
  const { items, environments, workspace } = insomnia5ToItems(json, source);
  const [base, ...below] = environments;
  const isCollection = textIn(json, 'type').startsWith('collection.') || items.length > 0;
  if (!isCollection) {
    return { environments: environments.filter((env) => objectIn(env, 'data')).map(toEnvironment) };
  }
  return {
    collections: [toCollection(workspace, items, base ? [base] : [], source)],
    environments: below.map(toEnvironment),
  };
}
