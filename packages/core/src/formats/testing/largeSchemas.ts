/**
 * Large descriptions of the shape that grown public APIs have: hundreds of paths over shared parameters and responses,
 * schemas that build on each other and name each other in circles, every kind of authorization, examples here and there.
 */
import type { JsonObject } from '../../model/json.ts';

/** What the API is about. */
export const AREAS = [
  'accounts',
  'orders',
  'payments',
  'shipments',
  'products',
  'webhooks',
  'reports',
  'users',
  'teams',
  'audit',
];
/** The area of a path. */
export const areaOf = (n: number): string => AREAS[n % AREAS.length] ?? '';

/** Schemas: one of its own for each area and part, on a common base; each names the next, so that all are in a circle. */
export function createSchemas(count: number, at: string): JsonObject {
  const ref = (name: string): JsonObject => ({ $ref: `${at}/${name}` });
  const schemas: JsonObject = {
    Resource: {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string', format: 'uuid', readOnly: true },
        createdAt: { type: 'string', format: 'date-time', readOnly: true },
        metadata: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
    Money: {
      type: 'object',
      properties: {
        amount: { type: 'integer', minimum: 1 },
        currency: { type: 'string', example: 'EUR' },
      },
      example: { amount: 1999, currency: 'EUR' },
    },
    Error: {
      type: 'object',
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        details: { type: 'array', items: ref('Error') },
      },
    },
    Tree: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        left: ref('Tree'),
        right: ref('Tree'),
        all: { type: 'array', items: ref('Tree') },
      },
    },
  };
  for (let n = 0; n < count; n++) {
    schemas[`Thing${n}`] = {
      allOf: [
        ref('Resource'),
        {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', example: `Thing ${n}` },
            price: ref('Money'),
            state: { type: 'string', enum: ['open', 'closed', 'archived'] },
            tags: { type: 'array', items: { type: 'string' } },
            next: ref(`Thing${(n + 1) % count}`),
            children: { type: 'array', items: ref(`Thing${(n + 7) % count}`) },
            tree: ref('Tree'),
            secret: { type: 'string', writeOnly: true },
          },
        },
      ],
    };
  }
  return schemas;
}
