import { openSearchPanel } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { NodeId, TextName } from '@scratchpad/core';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import { useDocStore } from '../app/docHooks.ts';
import { useLink } from '../app/linkContext.ts';
import { revealed, useWanted } from '../app/reveal.ts';
import { baseExtensions } from './baseExtensions.ts';
import { type Language, loadLanguage } from './languages.ts';
import { useScopesHere } from './scopesContext.ts';
import type { TextStream } from './textStream.ts';
import { VariableCard } from './VariableCard.tsx';
import { variableExtension } from './variableExtension.ts';
import './variables.css';

/** What a page may ask of an editor. */
export interface CodeEditorHandle {
  /** Opens the search panel. */
  openSearch(): void;
  focus(): void;
  /** Puts text in the place of the selection. */
  insert(text: string): void;
  /** Moves the caret to the start of a line, counted from 1, and shows it. */
  goToLine(line: number): void;
}

/** Properties of a {@link CodeEditor}: it shows a text of the document, or a stream to read. */
export interface CodeEditorProps {
  readonly source:
    | { readonly node: NodeId; readonly text: TextName }
    | { readonly stream: TextStream };
  readonly language: Language;
  /** Accessible name. */
  readonly label: string;
  readonly wrap?: boolean;
  readonly placeholder?: string;
  /** Colours `{{variables}}`, completes them, shows their card. Off for answers. */
  readonly variables?: boolean;
  readonly lineNumbers?: boolean;
  /** Keeps the end of a growing stream in sight while it is. */
  readonly follow?: boolean;
  /** More for this editor, loaded when it is shown; the same function as long as it gives the same. */
  readonly more?: (() => Promise<Extension>) | undefined;
  readonly handle?: Ref<CodeEditorHandle>;
}

/** Texts above this are not parsed: their colours would cost more than they tell. */
const MAX_PARSED = 20_000_000;

/** A CodeMirror editor in the app's look; bound to a text of the document by character, or read-only. */
export function CodeEditor(props: CodeEditorProps) {
  const { source, language, label, variables = false, wrap = false, follow = false } = props;
  const store = useDocStore();
  const scopes = useScopesHere();
  const cursors = useLink()?.cursors ?? null;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const [card, setCard] = useState<{ readonly name: string; readonly element: HTMLElement } | null>(
    null,
  );
  const [parts] = useState(() => ({
    language: new Compartment(),
    wrap: new Compartment(),
    variables: new Compartment(),
    more: new Compartment(),
  }));
  const node = 'node' in source ? source.node : null;
  const name = 'node' in source ? source.text : null;
  const stream = 'stream' in source ? source.stream : null;
  const readOnly = stream !== null || store.readOnlyReason !== null;
  const withNumbers = props.lineNumbers ?? true;
  const hint = props.placeholder ?? '';
  // What a new editor depends on; the effects below set up each one that comes.
  const identity = [store, cursors, node, name, stream, label, readOnly, withNumbers, hint, parts];

  useEffect(() => {
    const text = node !== null && name !== null ? store.text(node, name) : undefined;
    const created = new EditorView({
      parent: host.current as HTMLElement,
      state: EditorState.create({
        // oxlint-disable-next-line typescript/no-base-to-string -- Y.Text.toString() is its text
        doc: text?.toString() ?? '',
        extensions: [
          baseExtensions({ label, hint, readOnly, ownHistory: false, lineNumbers: withNumbers }),
          parts.language.of([]),
          parts.wrap.of([]),
          parts.variables.of([]),
          parts.more.of([]),
          text
            ? [keymap.of(yUndoManagerKeymap), yCollab(text, cursors, { undoManager: store.undo })]
            : [],
        ],
      }),
    });
    view.current = created;
    const stop = stream && showStream(created, stream, follow);
    return () => {
      stop?.();
      created.destroy();
      view.current = null;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `identity` holds them
  }, [...identity, follow]);

  useEffect(() => {
    let gone = false;
    const length = stream?.expectedLength ?? view.current?.state.doc.length ?? 0;
    loadLanguage(length > MAX_PARSED ? 'text' : language).then(
      (extension) => {
        if (!gone) view.current?.dispatch({ effects: parts.language.reconfigure(extension) });
      },
      // Without its mode (offline, not cached yet) the text is plain, and still a text.
      () => undefined,
    );
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `identity` holds them
  }, [...identity, follow, language]);

  const { more } = props;
  useEffect(() => {
    let gone = false;
    more?.().then(
      (extension) => {
        if (!gone) view.current?.dispatch({ effects: parts.more.reconfigure(extension) });
      },
      // Without it (offline, not cached yet) the text can be edited all the same.
      () => undefined,
    );
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `identity` holds them
  }, [...identity, follow, more]);

  useEffect(() => {
    const extension = wrap ? EditorView.lineWrapping : [];
    view.current?.dispatch({ effects: parts.wrap.reconfigure(extension) });
    // oxlint-disable-next-line react/exhaustive-deps -- `identity` holds them
  }, [...identity, follow, wrap]);

  useEffect(() => {
    const mount = (variable: string, element: HTMLElement) => {
      setCard({ name: variable, element });
      return () => setCard((shown) => (shown?.element === element ? null : shown));
    };
    const extension = variables ? variableExtension(scopes, mount) : [];
    view.current?.dispatch({ effects: parts.variables.reconfigure(extension) });
    // oxlint-disable-next-line react/exhaustive-deps -- `identity` holds them
  }, [...identity, follow, variables, scopes]);

  const wanted = useWanted(
    (place) => place.kind === 'text' && place.node === node && place.text === name,
  );
  useEffect(() => {
    if (!wanted || !view.current) return;
    const { length } = view.current.state.doc;
    view.current.dispatch({
      selection: { anchor: Math.min(wanted.from, length), head: Math.min(wanted.to, length) },
      effects: EditorView.scrollIntoView(Math.min(wanted.from, length), { y: 'center' }),
    });
    view.current.focus();
    revealed();
    // oxlint-disable-next-line react/exhaustive-deps -- `identity` holds them
  }, [...identity, follow, wanted]);

  useImperativeHandle(props.handle, () => ({
    openSearch: () => {
      if (view.current) openSearchPanel(view.current);
    },
    focus: () => view.current?.focus(),
    insert: (text) => {
      view.current?.dispatch(view.current.state.replaceSelection(text), { scrollIntoView: true });
      view.current?.focus();
    },
    goToLine: (line) => {
      const doc = view.current?.state.doc;
      if (!doc || line < 1 || line > doc.lines) return;
      const { from } = doc.line(line);
      view.current?.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      view.current?.focus();
    },
  }));

  return (
    <>
      <div ref={host} style={{ height: '100%', minHeight: 0, overflow: 'hidden' }} />
      {card &&
        createPortal(<VariableCard name={card.name} onDone={() => setCard(null)} />, card.element)}
    </>
  );
}

/** Puts what a stream has into an editor, and what comes. Returns the way to stop. */
function showStream(view: EditorView, stream: TextStream, follow: boolean): () => void {
  let shown = 0;
  const take = () => {
    const fresh = stream.pieces.slice(shown);
    if (fresh.length === 0) return;
    shown += fresh.length;
    const { scrollDOM } = view;
    const atEnd = scrollDOM.scrollHeight - scrollDOM.scrollTop - scrollDOM.clientHeight < 40;
    const insert = fresh.join('');
    const from = view.state.doc.length;
    view.dispatch({
      changes: { from, insert },
    });
    if (follow && atEnd) {
      view.dispatch({ effects: EditorView.scrollIntoView(view.state.doc.length) });
    }
  };
  take();
  return stream.subscribe(take);
}
