import { workspaceErrorSchema } from '@scratchpad/core/wire';
import { z } from 'zod';
import type { Route } from './route.ts';

/** The OpenAPI 3.1 description of the calls, made from the schemas that check them. */
export function describeApi(routes: readonly Route[], version: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: {
        summary: route.summary,
        ...(route.isPublic ? { security: [] } : {}),
        ...(names.length === 0
          ? {}
          : {
              parameters: names.map((name) => ({
                name,
                in: 'path',
                required: true,
                schema: { type: 'string' },
              })),
            }),
        ...(route.body === null
          ? {}
          : { requestBody: { required: true, content: toContent(route.body, 'input') } }),
        responses: {
          [route.status]:
            route.answer === null
              ? { description: 'Done' }
              : { description: 'Done', content: toContent(route.answer, 'output') },
          default: { description: 'Not done', content: toContent(workspaceErrorSchema, 'output') },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Scratchpad workspace server', version },
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    security: [{ session: [] }],
    paths,
  };
}

function toContent(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return { 'application/json': { schema: json } };
}
