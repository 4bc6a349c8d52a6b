import { AppError } from '@scratchpad/core';

/** Why a command failed: it was not understood, or a file could not be read, written or said in the wanted format. */
export type CliErrorCode =
  | 'usage'
  | 'no-file'
  | 'wrong-format'
  | 'nothing-to-write'
  | 'not-written';

/** An error of a command. */
export class CliError extends AppError<CliErrorCode> {}
