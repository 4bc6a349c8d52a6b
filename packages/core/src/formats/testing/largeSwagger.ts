import type { JsonObject } from '../../model/json.ts';
import { areaOf, createSchemas } from './largeSchemas.ts';

/** A large description in Swagger 2.0. Each path has a list and a creation; every third takes a file. */
export function createSwagger2(paths: number): JsonObject {
  const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });
  const items: JsonObject = {};
  const security = [{ apiKey: [] }, { basic: [] }, { oauth: ['read'] }];
  for (let n = 0; n < paths; n++) {
    const thing = ref(`Thing${n}`);
    const body: JsonObject[] =
      n % 3 === 0
        ? [
            { name: 'file', in: 'formData', type: 'file', required: true },
            { name: 'note', in: 'formData', type: 'string' },
          ]
        : [{ name: 'body', in: 'body', required: true, schema: thing }];
    items[`/${areaOf(n)}/{id}/parts/${n}`] = {
      parameters: [{ name: 'id', in: 'path', required: true, type: 'integer', format: 'int64' }],
      get: {
        tags: [areaOf(n)],
        summary: `List part ${n}`,
        parameters: [
          { $ref: '#/parameters/Limit' },
          {
            name: 'fields',
            in: 'query',
            type: 'array',
            items: { type: 'string', enum: ['id', 'name'] },
            collectionFormat: 'csv',
          },
        ],
        responses: {
          200: { description: 'OK', schema: { type: 'array', items: thing } },
          default: { $ref: '#/responses/Failed' },
        },
        security: [security[n % security.length] ?? {}],
      },
      post: {
        tags: [areaOf(n)],
        summary: `Create part ${n}`,
        ...(n % 3 === 0 ? { consumes: ['multipart/form-data'] } : {}),
        parameters: body,
        responses: {
          201: {
            description: 'Created',
            schema: thing,
            examples: { 'application/json': { id: `made-${n}` } },
          },
        },
      },
    };
  }
  return {
    swagger: '2.0',
    info: { title: 'Large and old', version: '7' },
    host: 'api.example.com',
    basePath: '/v7',
    schemes: ['https'],
    consumes: ['application/json'],
    produces: ['application/json'],
    security: [{ apiKey: [] }],
    paths: items,
    parameters: {
      Limit: { name: 'limit', in: 'query', type: 'integer', required: true, default: 20 },
    },
    responses: { Failed: { description: 'It failed', schema: ref('Error') } },
    definitions: createSchemas(paths, '#/definitions'),
    securityDefinitions: {
      apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      basic: { type: 'basic' },
      oauth: {
        type: 'oauth2',
        flow: 'accessCode',
        authorizationUrl: 'https://auth.example.com/authorize',
        tokenUrl: 'https://auth.example.com/token',
        scopes: { read: 'See' },
      },
    },
  };
}
