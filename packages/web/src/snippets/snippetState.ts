/** Whether the code of requests is shown, and how a person wants it; kept by this browser. */
import type { SnippetOptions, SnippetTarget } from '@scratchpad/core/snippets';
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { readUiState, writeUiState } from '../app/uiState.ts';

const optionSchema = z.union([z.boolean(), z.number(), z.string()]);

const snippetStateSchema = z.object({
  open: z.boolean(),
  language: z.string(),
  /** The variant that was chosen last, by language. */
  variants: z.record(z.string(), z.string()),
  /** Whether variables are replaced by their values. */
  fillsVariables: z.boolean(),
  /** What differs from the defaults, by {@link optionsKey}. */
  options: z.record(z.string(), z.record(z.string(), optionSchema)),
});
type SnippetState = z.infer<typeof snippetStateSchema>;

let state: SnippetState = readUiState('code', snippetStateSchema, {
  open: false,
  language: 'curl',
  variants: {},
  fillsVariables: false,
  options: {},
});
const listeners = new Set<() => void>();

/** Changes parts of the state. */
export function setSnippetState(patch: Partial<SnippetState>): void {
  state = { ...state, ...patch };
  writeUiState('code', state);
  for (const listener of listeners) listener();
}

/** Shows or hides the code beside requests. */
export function toggleSnippets(): void {
  setSnippetState({ open: !state.open });
}

/** The state. */
export function useSnippetState(): SnippetState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

function optionsKey({ language, variant }: SnippetTarget): string {
  return `${language} ${variant}`;
}

/** What a person chose for a language and variant. */
export function optionsOf({ options }: SnippetState, target: SnippetTarget): SnippetOptions {
  return options[optionsKey(target)] ?? {};
}

/** Keeps what a person chose for a language and variant. */
export function setOptions(target: SnippetTarget, options: SnippetOptions): void {
  setSnippetState({ options: { ...state.options, [optionsKey(target)]: { ...options } } });
}
