import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { editorTheme } from './editorTheme.ts';

/** What every editor has. `ownHistory` is for texts whose undo is not the document's. */
export function baseExtensions(options: {
  readonly label: string;
  readonly hint: string;
  readonly readOnly: boolean;
  readonly ownHistory: boolean;
  readonly lineNumbers: boolean;
}): Extension {
  const { readOnly } = options;
  return [
    options.lineNumbers ? [lineNumbers(), foldGutter(), highlightActiveLineGutter()] : [],
    codeFolding(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    highlightSelectionMatches(),
    search({ top: true }),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    editorTheme,
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      // What can be edited can have the focus anyway; tools that check pages look for this.
      tabindex: '0',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    placeholder(options.hint),
    keymap.of([
      ...(readOnly ? [] : closeBracketsKeymap),
      ...searchKeymap,
      ...foldKeymap,
      // Ctrl Enter sends the request; a line below the caret has no key here.
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
    ]),
    readOnly
      ? [EditorState.readOnly.of(true)]
      : // Escape, then Tab leaves the editor: CodeMirror gives Tab back for a moment.
        [closeBrackets(), indentOnInput(), Prec.low(keymap.of([indentWithTab]))],
    options.ownHistory ? [history(), keymap.of(historyKeymap)] : [],
  ];
}
