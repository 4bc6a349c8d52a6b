/**
 * The one error type that crosses a boundary of the product. `code` is stable and meant for programs, `message` is
 * meant for people: what happened, what it means, what to do. `cause` keeps what was thrown underneath.
 */
export class AppError<Code extends string = string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}

/** The text of anything that was thrown. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
