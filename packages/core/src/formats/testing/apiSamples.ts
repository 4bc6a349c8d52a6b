/** Two small API descriptions with the corners that readers have to get right. */

/** OpenAPI 3.0, with cycles, files, and every place a parameter can stand. */
export const OPENAPI_3 = `openapi: 3.0.3
info: {title: Petstore, description: About, version: 1.0.0}
servers:
  - url: https://{region}.example.com/v1/
    variables: {region: {default: eu}}
  - url: https://other.example.com
tags:
  - {name: pets, description: All pets}
security: [{key: []}]
paths:
  /pets/{petId}:
    parameters:
      - {name: petId, in: path, required: true, schema: {type: integer, example: 7}}
    get:
      tags: [pets]
      summary: Get a pet
      parameters:
        - {name: fields, in: query, schema: {type: array, items: {type: string, enum: [name, tag]}}}
        - {name: sort, in: query, required: true, style: form, explode: false, schema: {type: array, items: {type: string}, example: [a, b]}}
        - {name: filter, in: query, style: deepObject, explode: true, schema: {type: object, properties: {age: {type: integer}}}}
        - {name: X-Trace, in: header, schema: {type: string, format: uuid}}
        - {name: session, in: cookie, schema: {type: string}}
      responses:
        '200':
          description: A pet
          headers: {X-Rate: {schema: {type: integer}}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
        default: {$ref: '#/components/responses/Error'}
    delete:
      tags: [pets]
      operationId: deletePet
      deprecated: true
      security: []
      responses: {'204': {description: Gone}}
  /pets:
    post:
      tags: [pets]
      summary: Add a pet
      security: [{oauth: [write]}]
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Pet'}
            examples: {cat: {value: {name: Cat}}}
      responses: {'201': {description: Made}}
    put:
      tags: [pets]
      summary: Upload
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties:
                file: {type: string, format: binary, description: The picture}
                note: {type: string}
      responses: {'200': {description: OK, content: {application/xml: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /health:
    get:
      responses: {'200': {description: OK}}
components:
  responses:
    Error: {description: Wrong, content: {application/problem+json: {schema: {type: object, properties: {title: {type: string}}}}}}
  schemas:
    Pet:
      type: object
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string, example: Rex}
        parent: {$ref: '#/components/schemas/Pet'}
        friends: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        born: {type: string, format: date}
        any: {oneOf: [{type: string}, {type: integer}]}
        all: {allOf: [{type: object, properties: {a: {type: integer}}}, {type: object, properties: {b: {type: boolean}}}]}
    Loop: {$ref: '#/components/schemas/Loop'}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    oauth:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: 'https://x/token', scopes: {write: w}}}
`;

/** Swagger 2.0. */
export const SWAGGER_2 = JSON.stringify({
  swagger: '2.0',
  info: { title: 'Old', version: '1' },
  host: 'api.example.com',
  basePath: '/v2',
  schemes: ['https', 'http'],
  consumes: ['application/json'],
  produces: ['application/json'],
  securityDefinitions: {
    basic: { type: 'basic' },
    oauth: {
      type: 'oauth2',
      flow: 'accessCode',
      authorizationUrl: 'https://a',
      tokenUrl: 'https://t',
      scopes: { r: '' },
    },
  },
  security: [{ basic: [] }],
  paths: {
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, type: 'string' }],
      put: {
        summary: 'Change',
        parameters: [
          {
            name: 'tags',
            in: 'query',
            type: 'array',
            items: { type: 'string' },
            collectionFormat: 'multi',
          },
          { name: 'body', in: 'body', schema: { $ref: '#/definitions/Order' } },
        ],
        responses: { 200: { description: 'OK', schema: { $ref: '#/definitions/Order' } } },
      },
      post: {
        consumes: ['multipart/form-data'],
        parameters: [
          { name: 'file', in: 'formData', type: 'file', required: true },
          { name: 'note', in: 'formData', type: 'string' },
        ],
        responses: { 200: { description: 'OK', examples: { 'application/json': { a: 1 } } } },
      },
    },
  },
  definitions: {
    Order: {
      type: 'object',
      properties: { id: { type: 'integer', format: 'int64' }, ok: { type: 'boolean' } },
    },
  },
});
