/** The domains whose cookies scripts may use, kept on this device. */
import { z } from 'zod';
import { readUiState, usePersistedState } from '../app/uiState.ts';

const KEY = 'scriptCookieDomains';
const schema = z.array(z.string());
const NONE: readonly string[] = [];

/** The domains, as they are now. */
export function readScriptDomains(): readonly string[] {
  return readUiState(KEY, schema, []);
}

/** The domains, and how to replace them. */
export function useScriptDomains(): [readonly string[], (domains: readonly string[]) => void] {
  return usePersistedState<readonly string[]>(KEY, schema.readonly(), NONE);
}
