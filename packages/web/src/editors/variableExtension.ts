/** `{{variables}}` in an editor: coloured, completed with their closing braces, and with a card on hover. */
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { type Extension, Facet, Prec, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { findVariables, type Scopes } from '@scratchpad/core';
import { completeFromSources } from './completionSources.ts';
import { isResolved, variableSuggestions } from './variableSegments.ts';

const scopesFacet = Facet.define<Scopes, Scopes>({ combine: (values) => values[0] ?? {} });
const known = Decoration.mark({ class: 'sp-var' });
const unknown = Decoration.mark({ class: 'sp-var sp-var-unresolved' });
/** A line that is longer is not searched: minified bodies are one line of megabytes. */
const MAX_LINE = 20_000;

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const scopes = view.state.facet(scopesFacet);
  for (const { from, to } of view.visibleRanges) {
    let at = from;
    while (at <= to) {
      const line = view.state.doc.lineAt(at);
      if (line.length <= MAX_LINE) {
        for (const use of findVariables(line.text)) {
          builder.add(
            line.from + use.from,
            line.from + use.to,
            isResolved(scopes, use.name) ? known : unknown,
          );
        }
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate) {
      const scopesChanged =
        update.startState.facet(scopesFacet) !== update.state.facet(scopesFacet);
      if (update.docChanged || update.viewportChanged || scopesChanged)
        this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function complete(context: CompletionContext): CompletionResult | null {
  const open = context.matchBefore(/\{\{[^{}\n]*/);
  if (!open) return null;
  const options = variableSuggestions(context.state.facet(scopesFacet)).map((item) => ({
    label: item.name,
    detail: item.secret ? '••••' : item.detail.slice(0, 40),
    apply: (view: EditorView, _: unknown, from: number, to: number) => {
      const rest = view.state.doc.sliceString(to, to + 200);
      // What closes the variable already, typed or put in by bracket closing, is swallowed.
      const swallowed = /^(?:[^{}\s"/]*\}\}|\}{1,2})/.exec(rest)?.[0].length ?? 0;
      const insert = `${item.name}}}`;
      view.dispatch({
        changes: { from, to: to + swallowed, insert },
        selection: { anchor: from + insert.length },
        userEvent: 'input.complete',
      });
    },
  }));
  return { from: open.from + 2, options, validFor: /^[^{}\n]*$/ };
}

/**
 * The extension. `mountCard` puts the card of a variable into an element and returns how to take it away; the card is
 * React's, so the caller renders it.
 */
export function variableExtension(
  scopes: Scopes,
  mountCard: (name: string, element: HTMLElement) => () => void,
): Extension {
  return [
    scopesFacet.of(scopes),
    // Highest, so that a variable lies inside what the syntax colours and has the last word.
    Prec.highest(marks),
    autocompletion({
      override: [complete, completeFromSources],
      icons: false,
      activateOnTyping: true,
    }),
    hoverTooltip(
      (view, pos) => {
        const line = view.state.doc.lineAt(pos);
        if (line.length > MAX_LINE) return null;
        const use = findVariables(line.text).find(
          ({ from, to }) => pos >= line.from + from && pos <= line.from + to,
        );
        if (!use) return null;
        return {
          pos: line.from + use.from,
          end: line.from + use.to,
          create: () => {
            const dom = document.createElement('div');
            dom.style.width = '330px';
            const unmount = mountCard(use.name, dom);
            return { dom, destroy: unmount };
          },
        };
      },
      { hoverTime: 300 },
    ),
  ];
}
