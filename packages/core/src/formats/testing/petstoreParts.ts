/**
 * The pet shop that every API tool shows, in the three dialects people have it in. In words of our own, with the shapes
 * and corners of the public samples: forms, files, keys and OAuth side by side, XML, dictionaries, users from lists.
 */
import type { JsonObject } from '../../model/json.ts';

const PETSTORE_SCHEMAS: JsonObject = {
  Category: {
    type: 'object',
    properties: {
      id: { type: 'integer', format: 'int64' },
      name: { type: 'string', example: 'Dogs' },
    },
    xml: { name: 'Category' },
  },
  Tag: {
    type: 'object',
    properties: { id: { type: 'integer', format: 'int64' }, name: { type: 'string' } },
  },
  Pet: {
    type: 'object',
    required: ['name', 'photoUrls'],
    properties: {
      id: { type: 'integer', format: 'int64', example: 10 },
      category: { $ref: '#/SCHEMAS/Category' },
      name: { type: 'string', example: 'doggie' },
      photoUrls: {
        type: 'array',
        items: { type: 'string' },
        xml: { wrapped: true, name: 'photoUrl' },
      },
      tags: { type: 'array', items: { $ref: '#/SCHEMAS/Tag' } },
      status: {
        type: 'string',
        description: 'In the shop',
        enum: ['available', 'pending', 'sold'],
      },
    },
    xml: { name: 'Pet' },
  },
  Order: {
    type: 'object',
    properties: {
      id: { type: 'integer', format: 'int64', example: 5 },
      petId: { type: 'integer', format: 'int64' },
      quantity: { type: 'integer', format: 'int32', example: 7 },
      shipDate: { type: 'string', format: 'date-time' },
      status: { type: 'string', enum: ['placed', 'approved', 'delivered'] },
      complete: { type: 'boolean', default: false },
    },
  },
  User: {
    type: 'object',
    properties: {
      id: { type: 'integer', format: 'int64' },
      username: { type: 'string', example: 'theUser' },
      email: { type: 'string', format: 'email' },
      password: { type: 'string', format: 'password' },
      userStatus: { type: 'integer', format: 'int32' },
    },
  },
  ApiResponse: {
    type: 'object',
    properties: {
      code: { type: 'integer' },
      type: { type: 'string' },
      message: { type: 'string' },
    },
  },
};

/** The schemas, for where a dialect keeps them. */
export function petstoreSchemas(at: string): JsonObject {
  return JSON.parse(JSON.stringify(PETSTORE_SCHEMAS).replaceAll('#/SCHEMAS', at)) as JsonObject;
}

export const TAGS = [
  {
    name: 'pet',
    description: 'Everything about the pets',
    externalDocs: { url: 'https://example.com' },
  },
  { name: 'store', description: 'Orders' },
  { name: 'user' },
];
export const SCOPES = { 'write:pets': 'change pets', 'read:pets': 'see pets' };
export const PET_AUTH = [{ petstore_auth: ['write:pets', 'read:pets'] }];
export const NAME_IN_PATH = { name: 'username', in: 'path', required: true };
