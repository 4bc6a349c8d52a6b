/** The pet shop in OpenAPI 3.0 and 3.1. */
import type { JsonObject } from '../../model/json.ts';
import { NAME_IN_PATH, PET_AUTH, petstoreSchemas, SCOPES, TAGS } from './petstoreParts.ts';

/** OpenAPI 3.0. */
export const PETSTORE_3 = JSON.stringify(petstore3());
/** OpenAPI 3.1, with what only that has: webhooks, path items by reference, types in lists, constants. */
export const PETSTORE_31 = JSON.stringify(petstore31());

function petstore3(): JsonObject {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const content = (schema: JsonObject) => ({
    content: { 'application/json': { schema }, 'application/xml': { schema } },
  });
  const id = (name: string) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'integer', format: 'int64' },
  });
  const petBody = {
    description: 'A pet',
    required: true,
    content: {
      ...content(ref('Pet')).content,
      'application/x-www-form-urlencoded': { schema: ref('Pet') },
    },
  };
  const petAnswer = {
    200: { description: 'The pet', ...content(ref('Pet')) },
    400: { description: 'Invalid id' },
  };
  return {
    openapi: '3.0.3',
    info: { title: 'Pet shop', description: 'A sample', version: '1.0.11' },
    servers: [{ url: '/api/v3' }],
    tags: TAGS,
    paths: {
      '/pet': {
        put: {
          tags: ['pet'],
          summary: 'Change a pet',
          requestBody: petBody,
          responses: petAnswer,
          security: PET_AUTH,
        },
        post: {
          tags: ['pet'],
          summary: 'Add a pet',
          requestBody: petBody,
          responses: petAnswer,
          security: PET_AUTH,
        },
      },
      '/pet/findByStatus': {
        get: {
          tags: ['pet'],
          summary: 'Find pets by status',
          parameters: [
            {
              name: 'status',
              in: 'query',
              required: false,
              explode: true,
              schema: {
                type: 'string',
                default: 'available',
                enum: ['available', 'pending', 'sold'],
              },
            },
          ],
          responses: {
            200: { description: 'Pets', ...content({ type: 'array', items: ref('Pet') }) },
          },
          security: PET_AUTH,
        },
      },
      '/pet/{petId}': {
        get: {
          tags: ['pet'],
          summary: 'Find a pet',
          parameters: [id('petId')],
          responses: petAnswer,
          security: [{ api_key: [] }, ...PET_AUTH],
        },
        post: {
          tags: ['pet'],
          summary: 'Change a pet by its query',
          parameters: [id('petId'), { name: 'name', in: 'query', schema: { type: 'string' } }],
          responses: { 405: { description: 'Invalid input' } },
          security: PET_AUTH,
        },
        delete: {
          tags: ['pet'],
          summary: 'Delete a pet',
          parameters: [{ name: 'api_key', in: 'header', schema: { type: 'string' } }, id('petId')],
          responses: { 400: { description: 'Invalid id' } },
          security: PET_AUTH,
        },
      },
      '/pet/{petId}/uploadImage': {
        post: {
          tags: ['pet'],
          summary: 'Upload a picture',
          parameters: [
            id('petId'),
            { name: 'additionalMetadata', in: 'query', schema: { type: 'string' } },
          ],
          requestBody: {
            content: {
              'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
            },
          },
          responses: { 200: { description: 'Done', ...content(ref('ApiResponse')) } },
          security: PET_AUTH,
        },
      },
      '/store/inventory': {
        get: {
          tags: ['store'],
          summary: 'Pets by status',
          responses: {
            200: {
              description: 'Numbers',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    additionalProperties: { type: 'integer', format: 'int32' },
                  },
                },
              },
            },
          },
          security: [{ api_key: [] }],
        },
      },
      '/store/order': {
        post: {
          tags: ['store'],
          summary: 'Place an order',
          requestBody: content(ref('Order')),
          responses: {
            200: {
              description: 'The order',
              content: { 'application/json': { schema: ref('Order') } },
            },
          },
        },
      },
      '/user/createWithList': {
        post: {
          tags: ['user'],
          summary: 'Add users',
          requestBody: {
            content: { 'application/json': { schema: { type: 'array', items: ref('User') } } },
          },
          responses: { default: { description: 'Done' } },
        },
      },
      '/user/{username}': {
        put: {
          tags: ['user'],
          summary: 'Change a user',
          parameters: [{ ...NAME_IN_PATH, schema: { type: 'string' } }],
          requestBody: content(ref('User')),
          responses: { default: { description: 'Done' } },
        },
      },
    },
    components: {
      schemas: petstoreSchemas('#/components/schemas'),
      securitySchemes: {
        petstore_auth: {
          type: 'oauth2',
          flows: {
            implicit: {
              authorizationUrl: 'https://petstore.example.com/oauth/authorize',
              scopes: SCOPES,
            },
          },
        },
        api_key: { type: 'apiKey', name: 'api_key', in: 'header' },
      },
    },
  };
}

function petstore31(): JsonObject {
  const description = petstore3();
  const { paths, components } = description as { paths: JsonObject; components: JsonObject };
  return {
    ...description,
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base',
    info: {
      title: 'Pet shop',
      summary: 'A sample',
      version: '1.1.0',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: 'https://{tenant}.example.com/api',
        variables: { tenant: { default: 'demo', enum: ['demo', 'live'] } },
      },
    ],
    paths: { ...paths, '/shops': { $ref: '#/components/pathItems/Shops' } },
    webhooks: {
      petSold: {
        post: {
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
          },
          responses: { 200: { description: 'Thanks' } },
        },
      },
    },
    components: {
      ...components,
      pathItems: {
        Shops: {
          summary: 'Shops',
          get: {
            tags: ['store'],
            summary: 'List shops',
            parameters: [
              {
                name: 'near',
                in: 'query',
                schema: { type: ['string', 'null'], examples: ['52.5,13.4'] },
              },
            ],
            responses: {
              200: {
                description: 'Shops',
                content: {
                  'application/json': {
                    schema: {
                      type: 'array',
                      items: {
                        type: 'object',
                        properties: {
                          kind: { const: 'shop' },
                          since: { type: ['integer', 'null'], exclusiveMinimum: 1900 },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  };
}
