/** What comes out of a script context. It is foreign: a script can forge any of it, for its own run. */
import { z } from 'zod';
import type { JsonObject } from '../model/json.ts';

const jsonObjectSchema = z
  .record(z.string(), z.unknown())
  .transform((value) => value as JsonObject);

/** An error as it comes out of a context. A script can throw anything. */
export const scriptErrorSchema = z.unknown().transform((thrown): ScriptError => {
  if (typeof thrown !== 'object' || thrown === null) {
    return { name: 'Error', message: String(thrown) };
  }
  const { name, message } = thrown as Record<string, unknown>;
  return {
    name: typeof name === 'string' && name !== '' ? name : 'Error',
    message: typeof message === 'string' ? message : JSON.stringify(thrown),
  };
});

/** What went wrong in a script. */
export interface ScriptError {
  readonly name: string;
  readonly message: string;
}

const assertionSchema = z.object({
  name: z.coerce.string(),
  index: z.number().default(0),
  passed: z.boolean().default(false),
  skipped: z.boolean().default(false),
  // A test can throw anything; what is no error has nothing to say, in reports of the field.
  error: z
    .unknown()
    .transform((thrown) =>
      typeof thrown === 'object' && thrown !== null ? scriptErrorSchema.parse(thrown) : null,
    ),
});

/** The verdict of one `pm.test`, or of one entry of the old `tests`. */
export type Assertion = z.infer<typeof assertionSchema>;

/** One `execution.assertion` message. */
export const assertionsSchema = z.array(assertionSchema);

const scopeSchema = z
  .object({ values: z.array(jsonObjectSchema) })
  .transform(({ values }) => values);

/** What a script leaves behind. Scopes are whole: the values after it. */
export const executionSchema = z.object({
  globals: scopeSchema.optional(),
  environment: scopeSchema.optional(),
  collectionVariables: scopeSchema.optional(),
  _variables: scopeSchema.optional(),
  request: jsonObjectSchema.optional(),
  return: z
    .looseObject({
      nextRequest: z.union([z.string(), z.null()]).optional().catch(undefined),
      visualizer: z
        .object({
          template: z.string(),
          data: z.unknown().optional(),
          options: z.unknown().optional(),
        })
        .optional()
        .catch(undefined),
    })
    .default({}),
});

/** What a script leaves behind. */
export type Execution = z.infer<typeof executionSchema>;

/** The levels of `console`. */
export const CONSOLE_LEVELS = ['log', 'warn', 'debug', 'info', 'error', 'clear'] as const;
export type ConsoleLevel = (typeof CONSOLE_LEVELS)[number];

/** One message of the protocol. */
export const messageSchema = z.tuple([z.string()], z.unknown());
