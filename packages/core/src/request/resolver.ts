import { findVariables, resolveText, type Scopes } from '../variables/scopes.ts';

/** Replaces variables and remembers, over all texts of one request, which names had no value. */
export class Resolver {
  readonly #scopes: Scopes | 'keep';
  readonly #unresolved = new Set<string>();

  /** With `'keep'` in place of scopes every variable stays as it is written. */
  constructor(scopes: Scopes | 'keep') {
    this.#scopes = scopes;
  }

  /** The text with its variables replaced. */
  readonly resolve = (text: string): string => {
    if (!text.includes('{{')) return text;
    const { text: result, unresolved } =
      this.#scopes === 'keep'
        ? { text, unresolved: findVariables(text).map(({ name }) => name) }
        : resolveText(text, this.#scopes);
    for (const name of unresolved) this.#unresolved.add(name);
    return result;
  };

  /** Names without a value so far, in the order met. */
  get unresolved(): readonly string[] {
    return [...this.#unresolved];
  }
}
