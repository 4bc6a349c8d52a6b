import { type KeyboardEvent, useCallback, useId, useMemo, useState } from 'react';
import type { Scopes } from '@scratchpad/core';
import type { Anchor } from './CompletionList.tsx';
import { caretAnchor } from './caretAnchor.ts';
import {
  completeVariable,
  matchSuggestions,
  openVariableAt,
  type Suggestion,
  variableSuggestions,
} from './variableSegments.ts';

const MOST = 40;

interface Open {
  readonly items: readonly Suggestion[];
  readonly active: number;
  readonly anchor: Anchor;
  /** Where the completed name begins; null when the whole value is completed. */
  readonly from: number | null;
}

/** Completion of `{{variables}}`, and of the whole value from `words`, in a plain input. */
export function useCompletion(options: {
  readonly scopes: Scopes;
  readonly words: readonly Suggestion[] | undefined;
  readonly onChange: (value: string) => void;
}) {
  const { scopes, words, onChange } = options;
  const listId = useId();
  const [open, setOpen] = useState<Open | null>(null);
  const variables = useMemo(() => variableSuggestions(scopes), [scopes]);

  const update = useCallback(
    (input: HTMLInputElement) => {
      const caret = input.selectionStart ?? 0;
      const { value } = input;
      const variable = openVariableAt(value, caret);
      if (variable) {
        const items = matchSuggestions(variables, variable.typed, MOST);
        setOpen(
          items.length > 0
            ? { items, active: 0, anchor: caretAnchor(input, variable.from), from: variable.from }
            : null,
        );
        return;
      }
      const items =
        words && value !== '' && caret === value.length ? matchSuggestions(words, value, MOST) : [];
      const isDone = items.length === 1 && items[0]?.name.toLowerCase() === value.toLowerCase();
      setOpen(
        items.length > 0 && !isDone
          ? { items, active: -1, anchor: caretAnchor(input, 0), from: null }
          : null,
      );
    },
    [variables, words],
  );

  const pick = useCallback(
    (input: HTMLInputElement, item: Suggestion) => {
      if (!open) return;
      const done =
        open.from === null
          ? { text: item.name, caret: item.name.length }
          : completeVariable(
              input.value,
              open.from,
              input.selectionStart ?? input.value.length,
              item.name,
            );
      onChange(done.text);
      setOpen(null);
      // After React has written the value: the caret belongs behind what was put in.
      requestAnimationFrame(() => input.setSelectionRange(done.caret, done.caret));
    },
    [open, onChange],
  );

  /** Whether the key was for the list. */
  const handleKey = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    if (!open || event.nativeEvent.isComposing) return false;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      setOpen({ ...open, active: (open.active + step + open.items.length) % open.items.length });
    } else if (event.key === 'Escape') {
      setOpen(null);
    } else if (
      (event.key === 'Enter' || event.key === 'Tab') &&
      open.active >= 0 &&
      !event.ctrlKey &&
      !event.metaKey
    ) {
      pick(event.currentTarget, open.items[open.active] as Suggestion);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return { listId, open, update, pick, handleKey, close: () => setOpen(null) };
}
