/** A collection of version 1, a flat table of folders and requests with lists of ids, as one of version 2.1. */
import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { checkShape } from '../checkShape.ts';
import { objectsOf, textOf, textsOf, without } from './v1Json.ts';
import { v1Auth, v1Events, v1RequestToItem } from './v1Request.ts';

const UNDERSTOOD = new Set(
  (
    'id name description auth events preRequestScript tests variables order folders_order folders requests parent ' +
    'parent_folder parentFolder folder collection collectionId collection_id owner hasRequests lastUpdatedBy ' +
    'lastRevision createdAt updatedAt timestamp synced remote_id remoteLink sharedWithTeam subscribed permissions ' +
    'collections_order write public remoteLinkUpdatedAt currentHelper helperAttributes'
  ).split(' '),
);

const v1CollectionSchema = z.looseObject({
  requests: z.array(z.looseObject({})).nullish(),
  folders: z.array(z.looseObject({})).nullish(),
});

/** Whether this looks like a collection of version 1. */
export function isV1Collection(json: JsonValue): json is JsonObject {
  return (
    isJsonObject(json) &&
    Array.isArray(json['requests']) &&
    (Array.isArray(json['order']) || Array.isArray(json['folders']))
  );
}

/**
 * Translates. Each folder and request stands in the result once: where its list says, under its parent when no list
 * names it, at the top when there is no such parent.
 * @throws AppError `bad-shape`
 */
export function v1ToCollection(v1: JsonValue, fileName: string): JsonObject {
  checkShape(v1CollectionSchema, v1, fileName);
  const collection = v1 as JsonObject;
  return stripUndefined({
    info: {
      _postman_id: collection['id'],
      name: collection['name'],
      description: textOf(collection['description']),
    },
    item: buildTree(collection),
    auth: v1Auth(collection),
    event: v1Events(collection),
    variable: collection['variables'] ?? undefined,
    ...without(collection, UNDERSTOOD),
  });
}

function parentOf(folder: JsonObject): JsonValue | undefined {
  return folder['parent'] ?? folder['folder'] ?? folder['parent_folder'];
}

function buildTree(collection: JsonObject): JsonObject[] {
  const folders = objectsOf(collection['folders']);
  const requests = objectsOf(collection['requests']);
  const folderById = new Map(folders.map((folder) => [folder['id'], folder]));
  const requestById = new Map(requests.map((request) => [request['id'], request]));
  const placed = new Set<JsonObject>();
  /** The first that is asked for gets it: lists of two folders may name one request. */
  const place = (member: JsonObject | undefined): JsonObject[] => {
    if (!member || placed.has(member)) return [];
    placed.add(member);
    return [member];
  };
  const listed = new Set(folders.flatMap((folder) => textsOf(folder['folders_order'])));

  const childrenOf = (owner: JsonObject): JsonObject[] => [
    ...textsOf(owner['folders_order'])
      .flatMap((id) => place(folderById.get(id)))
      .map(toFolder),
    ...foldersBelow(owner).flatMap(place).map(toFolder),
    ...textsOf(owner['order'])
      .flatMap((id) => place(requestById.get(id)))
      .map(v1RequestToItem),
    ...requestsBelow(owner).flatMap(place).map(v1RequestToItem),
  ];
  const foldersBelow = (owner: JsonObject): readonly JsonObject[] =>
    owner === collection
      ? folders.filter(
          (folder) => !folderById.has(parentOf(folder)) && !listed.has(textOf(folder['id']) ?? ''),
        )
      : (foldersByParent.get(owner['id']) ?? []);
  const requestsBelow = (owner: JsonObject): readonly JsonObject[] =>
    owner === collection ? [] : (requestsByFolder.get(owner['id']) ?? []);
  const toFolder = (folder: JsonObject): JsonObject => ({
    name: folder['name'],
    id: folder['id'],
    description: textOf(folder['description']),
    item: childrenOf(folder),
    auth: v1Auth(folder),
    event: v1Events(folder),
    ...without(folder, UNDERSTOOD),
  });
  const foldersByParent = Map.groupBy(folders, parentOf);
  const requestsByFolder = Map.groupBy(requests, (request) => request['folder']);

  const top = childrenOf(collection);
  // What is left hangs on a cycle or on nothing.
  return [
    ...top,
    ...folders.flatMap(place).map(toFolder),
    ...requests.flatMap(place).map(v1RequestToItem),
  ];
}

/** The reader tells absent from present by the value; a walk that drops undefined fields keeps lists as they are. */
function stripUndefined(source: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(source)) as JsonObject;
}
