/** Swagger 2.0 in the words of OpenAPI 3, as far as they are read here. References stay and point where they did. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { objectIn, textIn } from '../jsonText.ts';
import { HTTP_METHODS } from './methods.ts';
import type { Refs } from './refs.ts';

/** Translates a description. */
export function swaggerToOpenapi(swagger: JsonObject, refs: Refs): JsonObject {
  const consumes = textList(swagger['consumes'], ['application/json']);
  const produces = textList(swagger['produces'], ['application/json']);
  const paths: JsonObject = {};
  for (const [path, item] of refs.entries(swagger['paths'])) {
    const translated: JsonObject = { ...item };
    const shared = refs.objects(item['parameters']);
    for (const method of HTTP_METHODS) {
      const operation = refs.object(item[method]);
      if (operation) translated[method] = toOperation(operation, shared, consumes, produces, refs);
    }
    // They went into each operation.
    delete translated['parameters'];
    paths[path] = translated;
  }
  return {
    openapi: '3.0.0',
    info: swagger['info'],
    tags: swagger['tags'],
    security: swagger['security'],
    servers: toServers(swagger),
    paths,
    components: { securitySchemes: toSecuritySchemes(swagger, refs) },
  };
}

function textList(value: JsonValue | undefined, fallback: readonly string[]): readonly string[] {
  const texts = Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
  return texts.length > 0 ? texts : fallback;
}

function toServers(swagger: JsonObject): JsonObject[] {
  const host = textIn(swagger, 'host');
  const basePath = textIn(swagger, 'basePath').replace(/\/$/, '');
  if (host === '') return basePath === '' ? [] : [{ url: basePath }];
  return textList(swagger['schemes'], ['https']).map((scheme) => ({
    url: `${scheme}://${host}${basePath}`,
  }));
}

function toOperation(
  operation: JsonObject,
  shared: readonly JsonObject[],
  allConsumes: readonly string[],
  allProduces: readonly string[],
  refs: Refs,
): JsonObject {
  const own = refs.objects(operation['parameters']);
  const idOf = (parameter: JsonObject) => `${textIn(parameter, 'in')} ${textIn(parameter, 'name')}`;
  const ownIds = new Set(own.map(idOf));
  const parameters = [...shared.filter((parameter) => !ownIds.has(idOf(parameter))), ...own];
  const consumes = textList(operation['consumes'], allConsumes);
  const produces = textList(operation['produces'], allProduces);
  const form = parameters.filter((parameter) => parameter['in'] === 'formData');
  const body = parameters.find((parameter) => parameter['in'] === 'body');
  const responses: JsonObject = {};
  for (const [status, response] of refs.entries(operation['responses'])) {
    responses[status] = toResponse(response, produces);
  }
  return {
    ...operation,
    parameters: parameters
      .filter((parameter) => parameter['in'] !== 'body' && parameter['in'] !== 'formData')
      .map(toParameter),
    requestBody: body
      ? toBody(body, consumes)
      : form.length > 0
        ? toForm(form, consumes)
        : undefined,
    responses,
  };
}

/** The fields of a schema stand at the parameter itself. */
function toParameter(parameter: JsonObject): JsonObject {
  const {
    type,
    format,
    items,
    enum: values,
    default: fallback,
    collectionFormat,
    ...rest
  } = parameter;
  const style = collectionFormat === 'multi' ? { explode: true } : { explode: false };
  const schema = { type, format, items, enum: values, default: fallback };
  return { ...rest, ...style, schema };
}

function toBody(body: JsonObject, consumes: readonly string[]): JsonObject {
  const schema = body['schema'];
  const content = Object.fromEntries(
    consumes.map((type) => [type, { schema, example: body['x-example'] }]),
  );
  return { description: body['description'], content };
}

function toForm(form: readonly JsonObject[], consumes: readonly string[]): JsonObject {
  const hasFile = form.some((parameter) => parameter['type'] === 'file');
  const isMultipart = hasFile || consumes.includes('multipart/form-data');
  const properties = Object.fromEntries(
    form.map((parameter) => {
      const { name: _, in: __, required: ___, ...schema } = parameter;
      return [
        textIn(parameter, 'name'),
        schema['type'] === 'file' ? { ...schema, type: 'string', format: 'binary' } : schema,
      ];
    }),
  );
  const required = form
    .filter((parameter) => parameter['required'] === true)
    .map((parameter) => textIn(parameter, 'name'));
  const type = isMultipart ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  return { content: { [type]: { schema: { type: 'object', properties, required } } } };
}

function toResponse(response: JsonObject, produces: readonly string[]): JsonObject {
  const examples = objectIn(response, 'examples');
  const { schema } = response;
  if (schema === undefined && !examples) return response;
  const types = examples ? Object.keys(examples) : produces.slice(0, 1);
  const content = Object.fromEntries(
    types.map((type) => [type, { schema, example: examples?.[type] }]),
  );
  return { ...response, content };
}

const FLOW_NAMES: Readonly<Record<string, string>> = {
  accessCode: 'authorizationCode',
  application: 'clientCredentials',
  implicit: 'implicit',
  password: 'password',
};

function toSecuritySchemes(swagger: JsonObject, refs: Refs): JsonObject {
  const schemes: JsonObject = {};
  for (const [name, scheme] of refs.entries(swagger['securityDefinitions'])) {
    const flow = textIn(scheme, 'flow');
    if (scheme['type'] === 'basic') schemes[name] = { type: 'http', scheme: 'basic' };
    else if (isJsonObject(scheme) && scheme['type'] === 'oauth2') {
      schemes[name] = { type: 'oauth2', flows: { [FLOW_NAMES[flow] ?? 'implicit']: scheme } };
    } else schemes[name] = scheme;
  }
  return schemes;
}
