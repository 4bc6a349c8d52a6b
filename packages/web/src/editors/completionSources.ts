/** What an editor completes beyond `{{variables}}`. An editor has one completion; this is how others take part in it. */
import type {
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from '@codemirror/autocomplete';
import { Facet } from '@codemirror/state';

/** Asked in order until one has something to offer. */
export const completionSources = Facet.define<CompletionSource>();

/** Asks them. */
export async function completeFromSources(
  context: CompletionContext,
): Promise<CompletionResult | null> {
  for (const source of context.state.facet(completionSources)) {
    const result = await source(context);
    if (result) return result;
  }
  return null;
}
