import type { Context } from 'hono';
import type { z } from 'zod';
import type { Caller } from '../accounts/accounts.ts';

/** What a handler gets, after everything that came with the call was checked. */
export type Call<Body> = {
  readonly body: Body;
  /** A part of the path. */
  readonly param: (name: string) => string;
  /** Whoever is logged in; null only where the route is public. */
  readonly caller: Caller | null;
  readonly address: string;
  readonly userAgent: string;
  readonly context: Context;
};

/** One line of the table of calls: how it is called, what it answers, and what it does. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With `:name` for what varies; never with a value in a log. */
  readonly path: string;
  readonly summary: string;
  readonly isPublic: boolean;
  readonly body: z.ZodType | null;
  /** Null for an answer without a body, 204. */
  readonly answer: z.ZodType | null;
  readonly status: 200 | 201 | 204;
  readonly handle: (call: Call<unknown>) => Promise<unknown>;
};

/** Defines a call, with the types of its body and its answer checked against the handler. */
export function defineRoute<Body extends z.ZodType | null, Answer extends z.ZodType | null>(
  route: Omit<Route, 'body' | 'answer' | 'handle' | 'isPublic' | 'status'> & {
    readonly isPublic?: boolean;
    readonly status?: 200 | 201;
    readonly body: Body;
    readonly answer: Answer;
    readonly handle: (
      call: Call<Body extends z.ZodType ? z.output<Body> : undefined>,
    ) => Promise<Answer extends z.ZodType ? z.input<Answer> : void>;
  },
): Route {
  return {
    ...route,
    isPublic: route.isPublic ?? false,
    status: route.answer === null ? 204 : (route.status ?? 200),
    // The body was parsed with this very schema.
    handle: (call) => route.handle(call as Parameters<typeof route.handle>[0]),
  };
}

/** The caller of a route that is not public. */
export function callerOf(call: Call<unknown>): Caller {
  if (call.caller === null) throw new TypeError('A public route has no caller.');
  return call.caller;
}
