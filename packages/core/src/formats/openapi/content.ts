/** Bodies of requests and responses: media types with their examples or schemas. */
import type { NodeSpec, RowInput } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { objectIn, scalarText, textIn } from '../jsonText.ts';
import type { Source } from '../parsedFile.ts';
import { draftToExample, fileBody, formBody, rawBody, type BodyDraft } from '../requestDraft.ts';
import type { Refs } from './refs.ts';
import { schemaExample, schemaType, type Side } from './schemaExample.ts';
import { xmlExample } from './xmlExample.ts';

/** The media types that are preferred when there are several. */
const PREFERRED = [
  /^application\/json/i,
  /json/i,
  /^multipart\/form-data/i,
  /form-urlencoded/i,
  /xml/i,
];

/** A request body with the content type it is sent with, where the body mode does not say it. */
export interface OpenapiBody {
  readonly body: BodyDraft;
  readonly contentType: string | undefined;
}

function chooseMedia(owner: JsonObject, refs: Refs): [string, JsonObject] | undefined {
  const media = refs.entries(owner['content']);
  for (const pattern of PREFERRED) {
    const found = media.find(([type]) => pattern.test(type));
    if (found) return found;
  }
  return media[0];
}

function mediaExample(media: JsonObject, refs: Refs, side: Side): JsonValue {
  const [named] = refs.entries(media['examples']);
  return media['example'] ?? named?.[1]['value'] ?? schemaExample(media['schema'], refs, side);
}

function exampleText(type: string, media: JsonObject, refs: Refs, side: Side): string {
  const value = mediaExample(media, refs, side);
  if (typeof value === 'string' && !/json/i.test(type)) return value === 'string' ? '' : value;
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) return value;
  if (/xml/i.test(type) && typeof value === 'object')
    return xmlExample(value, refs.object(media['schema']), media['schema']);
  return JSON.stringify(value, null, 2);
}

/** Makes the body of an operation; undefined when it has none. */
export function readRequestBody(operation: JsonObject, refs: Refs): OpenapiBody | undefined {
  const owner = refs.object(operation['requestBody']);
  const [type, media] = (owner && chooseMedia(owner, refs)) ?? [];
  if (type === undefined || !media) return undefined;
  if (/^multipart\/|form-urlencoded/i.test(type)) {
    const mode = /^multipart\//i.test(type) ? 'formdata' : 'urlencoded';
    return { body: formBody(mode, formRows(media, mode, refs)), contentType: undefined };
  }
  const schema = refs.object(media['schema']);
  const isBinary =
    schema?.['format'] === 'binary' || /^(image|audio|video)\/|octet-stream/i.test(type);
  if (isBinary) return { body: fileBody(null), contentType: type };
  return { body: rawBody(exampleText(type, media, refs, 'request'), type), contentType: type };
}

function formRows(media: JsonObject, mode: 'formdata' | 'urlencoded', refs: Refs): RowInput[] {
  const example = mediaExample(media, refs, 'request');
  const schema = mergedSchema(media['schema'], refs);
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(isJsonObject(example) ? example : {}).map(([key, value]) => {
    const property = refs.object(objectIn(schema, 'properties')?.[key]);
    const description = textIn(property, 'description');
    const inner = refs.object(property?.['items']);
    const isFile = property?.['format'] === 'binary' || inner?.['format'] === 'binary';
    const row = {
      key,
      value: isFile ? '' : scalarText(value),
      ...(description === '' ? {} : { description }),
      ...(required.length > 0 && !required.includes(key) ? { enabled: false } : {}),
    };
    if (mode === 'urlencoded') return row;
    return { ...row, extra: isFile ? { type: 'file', src: null } : { type: 'text' } };
  });
}

/** A schema with the properties of all its parts. */
function mergedSchema(value: JsonValue | undefined, refs: Refs): JsonObject {
  const schema = refs.object(value) ?? {};
  if (schemaType(schema) === 'object' || !Array.isArray(schema['allOf'])) return schema;
  const parts = refs.objects(schema['allOf']);
  return {
    properties: Object.assign(
      {},
      ...parts.map((part) => objectIn(part, 'properties') ?? {}),
    ) as JsonObject,
    required: parts.flatMap((part) => (Array.isArray(part['required']) ? part['required'] : [])),
  };
}

/** Makes an example of each response that has a status of its own. */
export function readResponses(operation: JsonObject, refs: Refs, source: Source): NodeSpec[] {
  return refs.entries(operation['responses']).map(([status, response]) => {
    const [type, media] = chooseMedia(response, refs) ?? [];
    if (objectIn(response, 'links')) {
      source.log.leftOut(
        `responses.${status}.links`,
        'Links from a response to further calls were left out.',
      );
    }
    const code = /^[1-5]\d\d$/.test(status)
      ? Number(status)
      : /^[1-5]XX$/i.test(status)
        ? Number(status[0]) * 100
        : undefined;
    const headers = refs.entries(response['headers']).map(([key, header]) => ({
      key,
      value: scalarText(
        header['example'] ?? schemaExample(header['schema'] ?? header, refs, 'response'),
      ),
    }));
    return draftToExample(
      {
        name: textIn(response, 'description') || status,
        status: code,
        headers: type === undefined ? headers : [{ key: 'Content-Type', value: type }, ...headers],
        body: type === undefined || !media ? '' : exampleText(type, media, refs, 'response'),
        contentType: type,
      },
      source.log,
    );
  });
}
