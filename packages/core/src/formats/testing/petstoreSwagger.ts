/** The pet shop in Swagger 2.0. */
import type { JsonObject } from '../../model/json.ts';
import { NAME_IN_PATH, PET_AUTH, petstoreSchemas, SCOPES, TAGS } from './petstoreParts.ts';

/** Swagger 2.0. */
export const PETSTORE_2 = JSON.stringify(petstore2());

function petstore2(): JsonObject {
  const pet = { $ref: '#/definitions/Pet' };
  const id = (name: string) => ({
    name,
    in: 'path',
    required: true,
    type: 'integer',
    format: 'int64',
  });
  const both = {
    consumes: ['application/json', 'application/xml'],
    produces: ['application/xml', 'application/json'],
  };
  const petBody = { in: 'body', name: 'body', description: 'A pet', required: true, schema: pet };
  const invalid = { 405: { description: 'Invalid input' } };
  return {
    swagger: '2.0',
    info: {
      title: 'Pet shop',
      description: 'A sample',
      version: '1.0.7',
      license: { name: 'MIT' },
    },
    host: 'petstore.example.com',
    basePath: '/v2',
    tags: TAGS,
    schemes: ['https', 'http'],
    paths: {
      '/pet': {
        post: {
          tags: ['pet'],
          summary: 'Add a pet',
          operationId: 'addPet',
          ...both,
          parameters: [petBody],
          responses: invalid,
          security: PET_AUTH,
        },
        put: {
          tags: ['pet'],
          summary: 'Change a pet',
          operationId: 'updatePet',
          ...both,
          parameters: [petBody],
          responses: invalid,
          security: PET_AUTH,
        },
      },
      '/pet/findByStatus': {
        get: {
          tags: ['pet'],
          summary: 'Find pets by status',
          produces: ['application/json'],
          parameters: [
            {
              name: 'status',
              in: 'query',
              required: true,
              type: 'array',
              items: { type: 'string', enum: ['available', 'sold'], default: 'available' },
              collectionFormat: 'multi',
            },
          ],
          responses: {
            200: { description: 'Pets', schema: { type: 'array', items: pet } },
            400: { description: 'Invalid status' },
          },
          security: PET_AUTH,
        },
      },
      '/pet/{petId}': {
        get: {
          tags: ['pet'],
          summary: 'Find a pet',
          produces: ['application/json'],
          parameters: [id('petId')],
          responses: {
            200: { description: 'The pet', schema: pet },
            404: { description: 'No pet' },
          },
          security: [{ api_key: [] }],
        },
        post: {
          tags: ['pet'],
          summary: 'Change a pet by a form',
          consumes: ['application/x-www-form-urlencoded'],
          parameters: [
            id('petId'),
            { name: 'name', in: 'formData', type: 'string', description: 'New name' },
            { name: 'status', in: 'formData', type: 'string' },
          ],
          responses: invalid,
          security: PET_AUTH,
        },
        delete: {
          tags: ['pet'],
          summary: 'Delete a pet',
          parameters: [{ name: 'api_key', in: 'header', type: 'string' }, id('petId')],
          responses: { 404: { description: 'No pet' } },
          security: PET_AUTH,
        },
      },
      '/pet/{petId}/uploadImage': {
        post: {
          tags: ['pet'],
          summary: 'Upload a picture',
          consumes: ['multipart/form-data'],
          produces: ['application/json'],
          parameters: [
            id('petId'),
            { name: 'additionalMetadata', in: 'formData', type: 'string' },
            { name: 'file', in: 'formData', type: 'file' },
          ],
          responses: {
            200: { description: 'Done', schema: { $ref: '#/definitions/ApiResponse' } },
          },
          security: PET_AUTH,
        },
      },
      '/store/inventory': {
        get: {
          tags: ['store'],
          summary: 'Pets by status',
          produces: ['application/json'],
          responses: {
            200: {
              description: 'Numbers',
              schema: { type: 'object', additionalProperties: { type: 'integer' } },
            },
          },
          security: [{ api_key: [] }],
        },
      },
      '/store/order': {
        post: {
          tags: ['store'],
          summary: 'Place an order',
          parameters: [{ in: 'body', name: 'body', schema: { $ref: '#/definitions/Order' } }],
          produces: ['application/json'],
          responses: { 200: { description: 'The order', schema: { $ref: '#/definitions/Order' } } },
        },
      },
      '/user/createWithList': {
        post: {
          tags: ['user'],
          summary: 'Add users',
          parameters: [
            {
              in: 'body',
              name: 'body',
              schema: { type: 'array', items: { $ref: '#/definitions/User' } },
            },
          ],
          responses: { default: { description: 'Done' } },
        },
      },
      '/user/login': {
        get: {
          tags: ['user'],
          summary: 'Log in',
          produces: ['application/json'],
          parameters: ['username', 'password'].map((name) => ({
            name,
            in: 'query',
            required: true,
            type: 'string',
          })),
          responses: {
            200: {
              description: 'Logged in',
              headers: { 'X-Rate-Limit': { type: 'integer', format: 'int32' } },
              schema: { type: 'string' },
            },
          },
        },
      },
      '/user/{username}': {
        put: {
          tags: ['user'],
          summary: 'Change a user',
          parameters: [
            { ...NAME_IN_PATH, type: 'string' },
            { in: 'body', name: 'body', schema: { $ref: '#/definitions/User' } },
          ],
          responses: { 404: { description: 'No user' } },
        },
      },
    },
    securityDefinitions: {
      petstore_auth: {
        type: 'oauth2',
        flow: 'implicit',
        authorizationUrl: 'https://petstore.example.com/oauth/dialog',
        scopes: SCOPES,
      },
      api_key: { type: 'apiKey', name: 'api_key', in: 'header' },
    },
    definitions: petstoreSchemas('#/definitions'),
  };
}
