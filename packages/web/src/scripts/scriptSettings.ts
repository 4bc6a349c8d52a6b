import { z } from 'zod';
import { readUiState, writeUiState } from '../app/uiState.ts';

const KEY = 'scriptTimeoutMs';
const DEFAULT_MS = 60_000;

/** How long one script may run, in milliseconds; 0 for no limit. */
export function readScriptTimeout(): number {
  return readUiState(KEY, z.int().min(0), DEFAULT_MS);
}

/** Sets how long one script may run. */
export function setScriptTimeout(ms: number): void {
  writeUiState(KEY, ms);
}
