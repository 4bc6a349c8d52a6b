/** The look of every CodeMirror editor, out of the tokens; light and dark switch with them, in CSS. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const theme = EditorView.theme({
  '&': {
    height: '100%',
    backgroundColor: 'var(--sp-panel)',
    color: 'var(--sp-text-1)',
    fontSize: 'var(--sp-text-code)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--sp-font-mono)',
    lineHeight: 'var(--sp-lh)',
    fontVariantLigatures: 'none',
    overflow: 'auto',
  },
  '.cm-content': { caretColor: 'var(--sp-text-1)', padding: '8px 0' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--sp-text-1)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sp-panel)',
    color: 'var(--sp-text-3)',
    border: 'none',
    minWidth: '44px',
  },
  '.cm-lineNumbers .cm-gutterElement': {
    minWidth: '30px',
    padding: '0 2px 0 8px',
    fontSize: '11.5px',
  },
  '.cm-foldGutter .cm-gutterElement': {
    width: '14px',
    cursor: 'default',
    color: 'var(--sp-text-3)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--sp-sunken) 60%, transparent)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    {
      background: 'var(--sp-accent-tint-2)',
    },
  // The carets of others: a line, and a flag with a name while the pointer is on it or it has just come.
  '.cm-ySelectionCaret': { borderWidth: '0 0 0 2px', marginLeft: '-1px', marginRight: '-1px' },
  '.cm-ySelectionCaretDot': { display: 'none' },
  '.cm-ySelectionInfo': {
    top: '-15px',
    left: '-2px',
    height: '15px',
    padding: '0 4px',
    borderRadius: '3px 3px 3px 0',
    color: 'var(--sp-panel)',
    font: '500 11px/15px var(--sp-font-ui)',
    animation: 'sp-name-flag 3s forwards',
  },
  // Above the first line there is no room.
  '.cm-line:first-child .cm-ySelectionInfo': { top: '100%', borderRadius: '0 3px 3px 3px' },
  '@keyframes sp-name-flag': { '0%, 90%': { opacity: 1 }, '100%': { opacity: 0 } },
  '.cm-matchingBracket': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    boxShadow: 'inset 0 0 0 1px var(--sp-line-control)',
    borderRadius: '2px',
  },
  '.cm-foldPlaceholder': {
    background: 'var(--sp-sunken)',
    border: '1px solid var(--sp-line-3)',
    color: 'var(--sp-text-3)',
    borderRadius: '4px',
    padding: '0 6px',
    margin: '0 4px',
  },
  '.cm-placeholder': { color: 'var(--sp-text-3)' },
  '.cm-searchMatch': {
    backgroundColor: 'var(--sp-warn-tint)',
    boxShadow: 'inset 0 0 0 1px var(--sp-warn)',
    borderRadius: '2px',
  },
  '.cm-searchMatch-selected': {
    backgroundColor: 'var(--sp-accent-tint-2)',
    boxShadow: 'inset 0 0 0 1px var(--sp-accent-line)',
  },
  '.cm-panels': {
    backgroundColor: 'var(--sp-chrome)',
    color: 'var(--sp-text-1)',
    fontFamily: 'var(--sp-font-ui)',
  },
  '.cm-panels-top': { borderBottom: '1px solid var(--sp-line-2)' },
  '.cm-panel.cm-search': { padding: '5px 34px 5px 12px', fontSize: 'var(--sp-text-meta)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--sp-text-meta)', color: 'var(--sp-text-2)' },
  '.cm-panel.cm-search [name=close]': {
    fontSize: '16px',
    color: 'var(--sp-text-2)',
    padding: '0 6px',
  },
  '.cm-textfield': {
    height: '24px',
    border: '1px solid var(--sp-line-control)',
    borderRadius: '6px',
    backgroundColor: 'var(--sp-panel)',
    color: 'var(--sp-text-1)',
    fontSize: 'var(--sp-text-meta)',
    padding: '0 8px',
  },
  '.cm-textfield:focus': { outline: 'var(--sp-focus)', outlineOffset: '-2px' },
  '.cm-button': {
    height: '24px',
    border: '1px solid var(--sp-line-3)',
    borderRadius: '6px',
    backgroundImage: 'none',
    backgroundColor: 'var(--sp-panel)',
    color: 'var(--sp-text-1)',
    fontSize: 'var(--sp-text-meta)',
    padding: '0 8px',
  },
  '.cm-button:hover': { backgroundColor: 'var(--sp-hover)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--sp-raised)',
    border: '1px solid var(--sp-line-2)',
    borderRadius: '10px',
    boxShadow: 'var(--sp-shadow-menu)',
    color: 'var(--sp-text-1)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--sp-font-mono)',
    fontSize: 'var(--sp-text-code)',
    maxHeight: '212px',
    padding: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '3px 8px',
    borderRadius: '4px',
    lineHeight: '20px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--sp-accent-tint-2)',
    color: 'var(--sp-text-1)',
  },
  '.cm-completionDetail': {
    color: 'var(--sp-text-3)',
    fontStyle: 'normal',
    fontFamily: 'var(--sp-font-ui)',
    marginLeft: '12px',
  },
  '.cm-changedLine, &.cm-merge-b .cm-changedLine': { backgroundColor: 'var(--sp-ok-tint)' },
  '&.cm-merge-b .cm-changedText, .cm-changedText': {
    background: 'color-mix(in srgb, var(--sp-ok) 24%, transparent)',
  },
  '&.cm-merge-b .cm-deletedChunk, .cm-deletedChunk': {
    paddingLeft: '6px',
    backgroundColor: 'var(--sp-danger-tint)',
  },
  '&.cm-merge-b .cm-deletedText, .cm-deletedChunk .cm-deletedText': {
    background: 'color-mix(in srgb, var(--sp-danger) 24%, transparent)',
  },
  '.cm-changedLineGutter, &.cm-merge-b .cm-changedLineGutter': { background: 'var(--sp-ok)' },
  '.cm-deletedLineGutter': { background: 'var(--sp-danger)' },
  // Its own marks are of a sign that few fonts have.
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '""', margin: '0' },
  '.cm-collapsedLines': {
    padding: '2px 6px',
    background: 'var(--sp-sunken)',
    color: 'var(--sp-text-2)',
    fontFamily: 'var(--sp-font-ui)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
});

const highlight = HighlightStyle.define([
  {
    tag: [tags.propertyName, tags.definition(tags.propertyName), tags.attributeName],
    color: 'var(--sp-syn-key)',
  },
  {
    tag: [tags.string, tags.special(tags.string), tags.attributeValue, tags.regexp],
    color: 'var(--sp-syn-string)',
  },
  { tag: [tags.number], color: 'var(--sp-syn-number)' },
  {
    tag: [
      tags.keyword,
      tags.bool,
      tags.null,
      tags.atom,
      tags.self,
      tags.tagName,
      tags.operatorKeyword,
    ],
    color: 'var(--sp-syn-keyword)',
  },
  {
    tag: [tags.comment, tags.meta, tags.processingInstruction, tags.documentMeta],
    color: 'var(--sp-syn-comment)',
  },
  {
    tag: [tags.punctuation, tags.operator, tags.bracket, tags.angleBracket, tags.separator],
    color: 'var(--sp-syn-punct)',
  },
]);

/** Theme and highlighting. */
export const editorTheme: Extension = [theme, syntaxHighlighting(highlight)];
