import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { findVariables } from '@scratchpad/core';
import type { FindPlace } from '@scratchpad/core/find';
import { useIsReadOnly } from '../app/docHooks.ts';
import { revealed, selectIn, useWanted } from '../app/reveal.ts';
import { caretAnchor } from './caretAnchor.ts';
import { type Anchor, CompletionList, optionId } from './CompletionList.tsx';
import { useScopesHere } from './scopesContext.ts';
import { useCompletion } from './useCompletion.ts';
import { useVariableHover } from './useVariableHover.ts';
import { VariableHoverCard } from './VariableCard.tsx';
import './variables.css';
import { VariableMirror } from './VariableMirror.tsx';
import type { Suggestion } from './variableSegments.ts';
import styles from './variableField.module.css';

/** Properties of a {@link VariableField}. */
export interface VariableFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Accessible name. */
  readonly label: string;
  readonly placeholder?: string | undefined;
  /** `cell` fills a table cell, `url` the request line, `field` stands alone with a border, `prose` is a cell of plain text. */
  readonly look: 'cell' | 'url' | 'field' | 'prose';
  readonly muted?: boolean;
  /** Shows dots, as for a password. */
  readonly masked?: boolean;
  /** As the document is, unless it is said. */
  readonly readOnly?: boolean | undefined;
  readonly invalid?: boolean;
  /** What the whole value may be completed to, such as names of headers. */
  readonly suggestions?: readonly Suggestion[] | undefined;
  /** Whether a place of the document is this field; `offset` is where it begins in the field. */
  readonly placeOffset?: (place: FindPlace) => number | null;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly onPaste?: ((event: ClipboardEvent<HTMLInputElement>) => void) | undefined;
  readonly onFocus?: () => void;
  readonly onBlur?: (event: FocusEvent<HTMLInputElement>) => void;
}

const nowhere = () => null;

/**
 * One line of text with `{{variables}}`: a plain input, so that typing, undo, selection and input methods are the
 * browser's own, under a mirror that colours the variables. The mirror exists only where there are any.
 */
export function VariableField(props: VariableFieldProps) {
  const scopes = useScopesHere();
  const isDocReadOnly = useIsReadOnly();
  const readOnly = props.readOnly ?? isDocReadOnly;
  const [focused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const completion = useCompletion({ scopes, words: props.suggestions, onChange: props.onChange });
  const hover = useVariableHover(mirror);
  const { placeOffset = nowhere } = props;
  const wanted = useWanted((place) => placeOffset(place) !== null);
  const wantedOffset = wanted === null ? null : placeOffset(wanted.place);
  useEffect(() => {
    if (!wanted || wantedOffset === null || !input.current) return;
    selectIn(input.current, wanted.from + wantedOffset, wanted.to + wantedOffset);
    revealed();
  }, [wanted, wantedOffset]);
  const hasVariables = !props.masked && props.value.includes('{{');

  const syncScroll = useCallback(() => {
    if (mirror.current && input.current)
      mirror.current.style.transform = `translateX(${-input.current.scrollLeft}px)`;
  }, []);
  useLayoutEffect(syncScroll);

  const { open } = completion;
  return (
    <div
      className={styles.field}
      data-look={props.look}
      data-muted={props.muted || undefined}
      data-invalid={props.invalid || undefined}
      onMouseMove={hasVariables ? hover.onMouseMove : undefined}
      onMouseLeave={hover.onMouseLeave}
    >
      <input
        ref={input}
        className={styles.input}
        data-mirrored={hasVariables || undefined}
        type={props.masked ? 'password' : 'text'}
        value={props.value}
        aria-label={props.label}
        aria-invalid={props.invalid || undefined}
        placeholder={props.placeholder}
        readOnly={readOnly}
        spellCheck={props.look === 'prose'}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        aria-autocomplete="list"
        aria-controls={open ? completion.listId : undefined}
        aria-activedescendant={
          open && open.active >= 0 ? optionId(completion.listId, open.active) : undefined
        }
        onChange={(event) => {
          props.onChange(event.target.value);
          completion.update(event.target);
          hover.close();
        }}
        onScroll={syncScroll}
        onSelect={(event) => {
          syncScroll();
          if (open) completion.update(event.currentTarget);
          else if (hasVariables) hover.rest(variableAtCaret(event.currentTarget));
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') hover.close();
          if (!completion.handleKey(event)) props.onKeyDown?.(event);
        }}
        onPaste={readOnly ? undefined : props.onPaste}
        onFocus={() => {
          setFocused(true);
          props.onFocus?.();
        }}
        onBlur={(event) => {
          setFocused(false);
          hover.onMouseLeave();
          completion.close();
          props.onBlur?.(event);
        }}
      />
      {hasVariables && <VariableMirror value={props.value} scopes={scopes} ref={mirror} />}
      {open && focused && (
        <CompletionList
          id={completion.listId}
          items={open.items}
          active={open.active}
          anchor={open.anchor}
          onPick={(item) => input.current && completion.pick(input.current, item)}
        />
      )}
      {hover.shown && !open && (
        <VariableHoverCard
          name={hover.shown.name}
          anchor={hover.shown.anchor}
          onEnter={hover.hold}
          onLeave={hover.onMouseLeave}
          onClose={hover.close}
        />
      )}
    </div>
  );
}

/** The variable that the caret stands in, with where it stands on the screen. */
function variableAtCaret(input: HTMLInputElement): { name: string; anchor: Anchor } | null {
  const { selectionStart: from, selectionEnd: to, value } = input;
  if (from === null || from !== to) return null;
  const use = findVariables(value).find((found) => found.from < from && from < found.to);
  return use ? { name: use.name, anchor: caretAnchor(input, use.from) } : null;
}
