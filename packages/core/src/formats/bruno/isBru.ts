/** Whether a text begins with a block of such a file. */
export function isBru(text: string): boolean {
  return /^\s*(?:meta|headers|query|auth|vars|script|docs|tests|get|post|put|patch|delete|head|options)(?::[\w-]+)?[ \t]*[{[][ \t]*\r?\n/.test(
    text,
  );
}
