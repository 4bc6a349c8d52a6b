/** Hoppscotch collections: one, or a list of them; REST and GraphQL requests. */
import { z } from 'zod';
import type { Auth, NodeSpec, RowInput } from '../../model/content.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { bulkTextToRows } from '../../commands/rows.ts';
import { checkShape } from '../checkShape.ts';
import { inheritHeaders } from '../inheritHeaders.ts';
import {
  filledRows,
  filledTextIn,
  foreignRows,
  mapTexts,
  objectIn,
  objectsIn,
  scalarText,
  textIn,
} from '../jsonText.ts';
import type { Read, Source } from '../parsedFile.ts';
import {
  authOf,
  draftToExample,
  draftToSpec,
  fileBody,
  formBody,
  graphqlBody,
  ownerToSpec,
  rawBody,
  type BodyDraft,
} from '../requestDraft.ts';

const ownerSchema = z.looseObject({
  get folders() {
    return z.array(ownerSchema).nullish();
  },
  requests: z.array(z.looseObject({})).nullish(),
});

/**
 * Reads collections of Hoppscotch.
 * @throws AppError `bad-shape`
 */
export function readHoppscotch(json: JsonValue, source: Source): Read {
  const list = Array.isArray(json) ? json : [json];
  for (const collection of list) checkShape(ownerSchema, collection, source.fileName);
  const collections = list
    // <<name>> is its {{name}}.
    .map((collection) => mapTexts(collection, toVariables) as JsonObject)
    .map((collection) => readOwner(collection, 'collection', source));
  source.log.countNodes(collections);
  return { collections };
}

function toVariables(text: string): string {
  return text.replaceAll(/<<([^<>\s]+)>>/g, '{{$1}}');
}

function readOwner(owner: JsonObject, kind: 'collection' | 'folder', source: Source): NodeSpec {
  const children = [
    ...objectsIn(owner, 'folders').map((folder) => readOwner(folder, 'folder', source)),
    ...objectsIn(owner, 'requests').map((request) => readHoppRequest(request, source)),
  ];
  const headers = filledRows(foreignRows(objectsIn(owner, 'headers')));
  if (headers.length > 0) {
    source.log.adapted('headers', 'Headers of a folder became headers of the requests in it.');
  }
  const variables = objectsIn(owner, 'variables').map(readVariable);
  if (variables.length > 0 && kind === 'folder') {
    source.log.leftOut('variables', 'A folder has no variables here; they were left out.');
  }
  const spec = ownerToSpec(
    kind,
    {
      name: textIn(owner, 'name'),
      docs: textIn(owner, 'description'),
      auth: readHoppAuth(objectIn(owner, 'auth'), source),
      variables,
      ...readHoppScripts(owner, source),
    },
    children,
  );
  return inheritHeaders(spec, headers);
}

function readVariable(variable: JsonObject): RowInput {
  const value = scalarText(variable['initialValue'] ?? variable['value']);
  const extra = variable['secret'] === true ? { extra: { type: 'secret' } } : {};
  return { key: textIn(variable, 'key'), value, ...extra };
}

function readHoppScripts(owner: JsonObject, source: Source): { preRequest: string; test: string } {
  const preRequest = textIn(owner, 'preRequestScript');
  const test = textIn(owner, 'testScript');
  if (/\b(pw|hopp)\./.test(preRequest + test)) {
    source.log.adapted('scripts', 'Scripts call pw.* or hopp.*, and have to be rewritten to pm.*.');
  }
  return { preRequest, test };
}

function readHoppRequest(request: JsonObject, source: Source): NodeSpec {
  const isGraphql = typeof request['query'] === 'string';
  const headers = filledRows(foreignRows(objectsIn(request, 'headers')));
  const responses = Object.values(objectIn(request, 'responses') ?? {}).filter(isJsonObject);
  return draftToSpec(
    {
      name: textIn(request, 'name'),
      method: isGraphql ? 'POST' : textIn(request, 'method', 'GET'),
      url: textIn(request, 'endpoint', textIn(request, 'url')),
      params: filledRows(foreignRows(objectsIn(request, 'params'))),
      pathVariables: filledRows(foreignRows(objectsIn(request, 'requestVariables'))),
      headers,
      body: isGraphql
        ? graphqlBody(textIn(request, 'query'), textIn(request, 'variables'))
        : readHoppBody(objectIn(request, 'body')),
      auth: readHoppAuth(objectIn(request, 'auth'), source),
      docs: textIn(request, 'description'),
      ...readHoppScripts(request, source),
    },
    responses.map((response) =>
      draftToExample(
        {
          name: textIn(response, 'name'),
          status: typeof response['code'] === 'number' ? response['code'] : undefined,
          statusText: textIn(response, 'status'),
          headers: foreignRows(objectsIn(response, 'headers')),
          body: scalarText(response['body']),
        },
        source.log,
      ),
    ),
  );
}

function readHoppBody(body: JsonObject | undefined): BodyDraft | undefined {
  const type = textIn(body, 'contentType');
  const content = body?.['body'];
  if (type === 'multipart/form-data')
    return formBody('formdata', objectsIn(body, 'body').map(readFormRow));
  if (type === 'application/x-www-form-urlencoded') {
    return formBody('urlencoded', bulkTextToRows(scalarText(content).replaceAll(/^#/gm, '//')));
  }
  if (type === 'application/octet-stream') return fileBody(null);
  return typeof content === 'string' && type !== '' ? rawBody(content, type) : undefined;
}

function readFormRow(row: JsonObject): RowInput {
  const [plain] = foreignRows([row]);
  const isFile = row['isFile'] === true;
  const contentType = filledTextIn(row, 'contentType');
  const extra = {
    type: isFile ? 'file' : 'text',
    ...(isFile ? { src: null } : {}),
    ...(contentType === undefined ? {} : { contentType }),
  };
  return { key: '', ...plain, ...(isFile ? { value: '' } : {}), extra };
}

function readHoppAuth(auth: JsonObject | undefined, source: Source): Auth | undefined {
  if (!auth) return undefined;
  const pick = (...names: readonly string[]): Record<string, JsonValue> =>
    Object.fromEntries(names.map((name) => [name, textIn(auth, name)]));
  if (auth['authActive'] === false) return authOf('noauth');
  switch (auth['authType']) {
    case 'none':
      return authOf('noauth');
    case 'basic':
    case 'digest':
      return authOf(auth['authType'], pick('username', 'password'));
    case 'bearer':
      return authOf('bearer', pick('token'));
    case 'api-key':
      return authOf('apikey', {
        ...pick('key', 'value'),
        in: /query/i.test(textIn(auth, 'addTo')) ? 'query' : 'header',
      });
    case 'oauth-2':
      return readOauth2(objectIn(auth, 'grantTypeInfo') ?? auth);
    case 'aws-signature':
      return authOf('awsv4', {
        ...pick('accessKey', 'secretKey', 'region'),
        service: textIn(auth, 'serviceName'),
        sessionToken: textIn(auth, 'serviceToken'),
      });
    case 'inherit':
    case undefined:
      return undefined;
    default:
      source.log.leftOut(
        'auth',
        `Authorization of the type "${scalarText(auth['authType'])}" was left out.`,
      );
      return undefined;
  }
}

function readOauth2(info: JsonObject): Auth {
  return authOf('oauth2', {
    grant_type: textIn(info, 'grantType').toLowerCase(),
    authUrl: textIn(info, 'authEndpoint'),
    accessTokenUrl: textIn(info, 'tokenEndpoint'),
    clientId: textIn(info, 'clientID'),
    clientSecret: textIn(info, 'clientSecret'),
    scope: textIn(info, 'scopes'),
    accessToken: textIn(info, 'token'),
  });
}
