import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { linter, lintKeymap } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { completeScript } from './completeScript.ts';
import { findSyntaxError } from './findSyntaxError.ts';

/** So long after the last key a script is looked through. */
const LINT_MS = 400;

/** What an editor of a script has beyond one of JavaScript. */
export function scriptExtensions(listen: 'prerequest' | 'test'): Extension {
  return [
    autocompletion({ override: [completeScript(listen)], icons: false }),
    linter(
      ({ state }) => {
        const found = findSyntaxError(state.doc.toString());
        if (!found) return [];
        const from = Math.min(found.at, Math.max(0, state.doc.length - 1));
        const to = Math.min(found.at + 1, state.doc.length);
        return [{ from, to, severity: 'error', message: found.message }];
      },
      { delay: LINT_MS },
    ),
    keymap.of([...completionKeymap, ...lintKeymap]),
  ];
}
