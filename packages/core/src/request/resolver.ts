import { resolveText, type Scopes } from '../variables/scopes.ts';

/** Replaces variables and remembers, over all texts of one request, which names had no value. */
export class Resolver {
  readonly #scopes: Scopes;
  readonly #unresolved = new Set<string>();

  constructor(scopes: Scopes) {
    this.#scopes = scopes;
  }

  /** The text with its variables replaced. */
  readonly resolve = (text: string): string => {
    if (!text.includes('{{')) return text;
    const resolved = resolveText(text, this.#scopes);
    for (const name of resolved.unresolved) this.#unresolved.add(name);
    return resolved.text;
  };

  /** Names without a value so far, in the order met. */
  get unresolved(): readonly string[] {
    return [...this.#unresolved];
  }
}
