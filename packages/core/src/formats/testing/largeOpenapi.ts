import type { JsonObject } from '../../model/json.ts';
import { AREAS, areaOf, createSchemas } from './largeSchemas.ts';

const SECURITY: readonly JsonObject[] = [
  { apiKey: [] },
  { bearer: [] },
  { basic: [] },
  { oauth: ['read', 'write'] },
  { digest: [] },
  { openId: [] },
  { queryKey: [] },
];

const pascal = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** OpenAPI 3.0. Each path has a list, a creation, and every third also a change and a deletion. */
export function createOpenapi3(paths: number): JsonObject {
  const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
  const json = (schema: JsonObject, more: JsonObject = {}): JsonObject => ({
    content: { 'application/json': { schema, ...more } },
  });
  const failures = {
    400: { $ref: '#/components/responses/Failed' },
    default: { $ref: '#/components/responses/Failed' },
  };
  const items: JsonObject = {};
  for (let n = 0; n < paths; n++) {
    const thing = ref(`Thing${n}`);
    const name = `${areaOf(n)} part ${n}`;
    const security = [SECURITY[n % SECURITY.length] ?? {}];
    const body: JsonObject =
      n % 5 === 0
        ? {
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  required: ['file'],
                  properties: {
                    file: { type: 'string', format: 'binary' },
                    note: { type: 'string' },
                  },
                },
              },
            },
          }
        : n % 5 === 1
          ? {
              content: {
                'application/x-www-form-urlencoded': {
                  schema: {
                    type: 'object',
                    properties: { q: { type: 'string' }, size: { type: 'integer' } },
                  },
                },
              },
            }
          : n % 5 === 2
            ? json({ oneOf: [thing, ref('Money')], discriminator: { propertyName: 'kind' } })
            : json(thing, {
                examples: { small: { summary: 'Small', value: { name: `Example ${n}` } } },
              });
    items[`/${areaOf(n)}/{${areaOf(n)}Id}/parts/${n}`] = {
      parameters: [
        {
          name: `${areaOf(n)}Id`,
          in: 'path',
          required: true,
          schema: { type: 'string' },
          example: `id-${n}`,
        },
      ],
      get: {
        tags: [areaOf(n)],
        operationId: `list${pascal(areaOf(n))}${n}`,
        summary: `List ${name}`,
        description: `Lists **${name}**, page by page.`,
        parameters: [
          { $ref: '#/components/parameters/Limit' },
          { $ref: '#/components/parameters/Cursor' },
          {
            name: 'X-Version',
            in: 'header',
            required: true,
            schema: { type: 'string', default: '2024-01' },
          },
        ],
        responses: {
          200: {
            description: 'OK',
            headers: { 'X-Total': { schema: { type: 'integer' } } },
            ...json({
              type: 'object',
              properties: {
                data: { type: 'array', items: thing },
                next: { type: 'string', nullable: true },
              },
            }),
          },
          ...failures,
        },
        security,
      },
      post: {
        tags: [areaOf(n)],
        summary: `Create ${name}`,
        requestBody: body,
        responses: { 201: { description: 'Created', ...json(thing) }, ...failures },
        security,
      },
      ...(n % 3 === 0
        ? {
            patch: {
              tags: [areaOf(n)],
              summary: `Change ${name}`,
              requestBody: json(ref('Money')),
              responses: { 200: { description: 'OK', ...json(thing) } },
            },
            delete: {
              tags: [areaOf(n)],
              summary: `Delete ${name}`,
              security: [],
              responses: { 204: { description: 'Gone' } },
            },
          }
        : {}),
    };
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Large', description: 'An API that grew.', version: '2024-01' },
    servers: [
      {
        url: 'https://{region}.api.example.com/{stage}',
        variables: { region: { default: 'eu', enum: ['eu', 'us'] }, stage: { default: 'v1' } },
      },
      { url: 'https://sandbox.example.com' },
    ],
    tags: AREAS.map((tag) => ({ name: tag, description: `All about ${tag}` })),
    security: [{ bearer: [] }],
    paths: items,
    components: {
      schemas: createSchemas(paths, '#/components/schemas'),
      parameters: {
        Limit: {
          name: 'limit',
          in: 'query',
          schema: { type: 'integer', minimum: 1, maximum: 100 },
        },
        Cursor: {
          name: 'cursor',
          in: 'query',
          description: 'Where to go on',
          schema: { type: 'string' },
        },
      },
      responses: { Failed: { description: 'It failed', ...json(ref('Error')) } },
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        queryKey: { type: 'apiKey', in: 'query', name: 'key' },
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        basic: { type: 'http', scheme: 'basic' },
        digest: { type: 'http', scheme: 'digest' },
        oauth: {
          type: 'oauth2',
          flows: {
            authorizationCode: {
              authorizationUrl: 'https://auth.example.com/authorize',
              tokenUrl: 'https://auth.example.com/token',
              scopes: { read: 'See', write: 'Change' },
            },
          },
        },
        openId: {
          type: 'openIdConnect',
          openIdConnectUrl: 'https://auth.example.com/.well-known/openid-configuration',
        },
      },
    },
  };
}
