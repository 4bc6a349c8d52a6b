/**
 * What Node is told beside the task. A run of a collection makes much short-lived garbage: with small spaces for it the
 * process is 30 MB smaller and no slower.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const NODE_FLAGS = { scratchpad: ['--max-semi-space-size=4'] };
