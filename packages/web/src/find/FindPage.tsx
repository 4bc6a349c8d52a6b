import {
  IconAbc,
  IconChevronDown,
  IconChevronRight,
  IconLetterCase,
  IconRegex,
  IconX,
} from '@tabler/icons-react';
import type { NodeId } from '@scratchpad/core';
import {
  expandReplacement,
  FIND_AREAS,
  type FindArea,
  type PlaceEdits,
  replaceRanges,
} from '@scratchpad/core/find';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useDocStore, useTree } from '../app/docHooks.ts';
import { showStepToast } from '../app/stepToast.ts';
import { showToast } from '../app/toasts.tsx';
import { useViewState } from '../request/viewState.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { afterReplacing } from './afterReplacing.ts';
import { FindResults } from './FindResults.tsx';
import type { FoundHit } from './findWorker.ts';
import { type FoundItem, type FoundText, MOST_HITS } from './runFind.ts';
import { useFind } from './useFind.ts';
import { findWords as words } from './words.ts';
import styles from './findPage.module.css';

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** Finds text everywhere in the open document, and replaces it. */
export function FindPage() {
  const store = useDocStore();
  const [text, setText] = useViewState('find-text', '');
  const [template, setTemplate] = useViewState('find-template', '');
  const [matchCase, setMatchCase] = useViewState('find-case', false);
  const [wholeWord, setWholeWord] = useViewState('find-word', false);
  const [isRegexp, setRegexp] = useViewState('find-regexp', false);
  const [wantsReplace, setReplacing] = useViewState('find-replacing', false);
  const [areas, setAreas] = useViewState<readonly FindArea[]>('find-areas', FIND_AREAS);
  const [chosenWithin, setWithin] = useViewState<NodeId | null>('find-within', null);
  const [asked] = useViewState('find-asked', 0);
  const [said, setSaid] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { places } = useTree();
  const within = chosenWithin !== null && places.has(chosenWithin) ? chosenWithin : null;
  const query = useMemo(
    () => ({ text, matchCase, wholeWord, isRegexp }),
    [text, matchCase, wholeWord, isRegexp],
  );
  const { found, problem, patch } = useFind({ query, areas, within });
  const isReplacing = wantsReplace && store.readOnlyReason === null;

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [asked]);

  const insertFor = (hit: FoundHit) => expandReplacement(template, isRegexp, hit, hit.matched);
  const toEdits = (one: FoundText, hits = one.hits): PlaceEdits => ({
    place: one.place,
    edits: hits.map((hit) => ({
      from: hit.from,
      to: hit.to,
      expected: hit.matched,
      insert: insertFor(hit),
    })),
  });
  const replace = (changes: readonly PlaceEdits[]) => {
    const { replaced, skipped } = replaceRanges(store, changes);
    patch((shown) => afterReplacing(shown, changes));
    const said = [words.replaced(replaced), ...(skipped > 0 ? [words.skipped(skipped)] : [])];
    return { replaced, message: said.join(' ') };
  };
  const replaceMany = (items: readonly FoundItem[]) => {
    const all = items.flatMap(({ texts }) => texts.map((one) => toEdits(one)));
    const { replaced, message } = replace(all);
    if (replaced > 0) showStepToast(store, message);
    else showToast({ message });
  };
  const canReplaceAll = found.isDone && found.count > 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    document
      .querySelector<HTMLElement>('[data-find-results] [role="treeitem"][tabindex="0"]')
      ?.focus();
  };

  return (
    <div className={styles.page}>
      <h1 className="sp-visually-hidden">{words.title}</h1>
      <div role="search" className={styles.bar} onKeyDown={onKeyDown}>
        <div className={styles.fields}>
          {store.readOnlyReason === null && (
            <button
              type="button"
              className={styles.more}
              aria-label={words.toggleReplace}
              aria-expanded={isReplacing}
              onClick={() => setReplacing(!isReplacing)}
            >
              {isReplacing ? <IconChevronDown {...ICON} /> : <IconChevronRight {...ICON} />}
            </button>
          )}
          <div className={styles.rows}>
            <div className={styles.row}>
              <div className={styles.field} data-invalid={problem !== null || undefined}>
                <input
                  ref={field}
                  type="text"
                  aria-label={words.find}
                  aria-invalid={problem !== null || undefined}
                  placeholder={words.placeholder}
                  spellCheck={false}
                  autoComplete="off"
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
                {text !== '' && (
                  <IconButton
                    label={words.clear}
                    onClick={() => {
                      setText('');
                      field.current?.focus();
                    }}
                  >
                    <IconX {...ICON} />
                  </IconButton>
                )}
                <IconButton
                  label={words.matchCase}
                  pressed={matchCase}
                  onClick={() => setMatchCase(!matchCase)}
                >
                  <IconLetterCase {...ICON} />
                </IconButton>
                <IconButton
                  label={words.wholeWord}
                  pressed={wholeWord}
                  onClick={() => setWholeWord(!wholeWord)}
                >
                  <IconAbc {...ICON} />
                </IconButton>
                <IconButton
                  label={words.regexp}
                  pressed={isRegexp}
                  onClick={() => setRegexp(!isRegexp)}
                >
                  <IconRegex {...ICON} />
                </IconButton>
              </div>
              <WithinSelect within={within} onChange={setWithin} />
            </div>
            {isReplacing && (
              <div className={styles.row}>
                <div className={styles.field}>
                  <input
                    type="text"
                    aria-label={words.replaceWith}
                    placeholder={words.replaceWith}
                    spellCheck={false}
                    autoComplete="off"
                    value={template}
                    onChange={(event) => setTemplate(event.target.value)}
                  />
                </div>
                <button
                  type="button"
                  className={styles.button}
                  disabled={!canReplaceAll}
                  onClick={() => replaceMany(found.items)}
                >
                  {canReplaceAll ? words.replaceAll(found.count) : words.replaceNone}
                </button>
              </div>
            )}
          </div>
        </div>
        <div className={styles.areas} role="group" aria-label={words.where}>
          {FIND_AREAS.map((area) => (
            <button
              key={area}
              type="button"
              className={styles.area}
              aria-pressed={areas.includes(area)}
              onClick={() =>
                setAreas(FIND_AREAS.filter((one) => areas.includes(one) !== (one === area)))
              }
            >
              {words.areas[area]}
            </button>
          ))}
        </div>
        {isReplacing && isRegexp && <p className={styles.hint}>{words.regexpHint}</p>}
        {store.readOnlyReason !== null && <p className={styles.hint}>{words.readOnly}</p>}
      </div>
      {problem !== null ? (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      ) : (
        <p role="status" className={styles.summary}>
          {areas.length === 0
            ? words.nowhere
            : text === ''
              ? words.intro
              : !found.isDone
                ? words.searching(found.searched, found.total)
                : found.total === 0
                  ? ''
                  : found.count === 0
                    ? words.nothing(text)
                    : `${words.found(found.count, found.items.length)}${found.count >= MOST_HITS ? `. ${words.capped(MOST_HITS)}` : ''}`}
        </p>
      )}
      <div role="status" className="sp-visually-hidden">
        {said}
      </div>
      <FindResults
        items={found.items}
        insertFor={isReplacing ? insertFor : null}
        replacing={
          isReplacing
            ? {
                item: (item) => replaceMany([item]),
                hit: (one, hit) => setSaid(replace([toEdits(one, [hit])]).message),
              }
            : null
        }
      />
    </div>
  );
}

function WithinSelect(props: {
  readonly within: NodeId | null;
  readonly onChange: (within: NodeId | null) => void;
}) {
  const { index } = useDocStore();
  const { collections } = useTree();
  const ids =
    props.within === null || collections.includes(props.within)
      ? collections
      : [props.within, ...collections];
  return (
    <PlainSelect
      bordered
      label={words.within}
      value={props.within ?? ''}
      options={[
        { value: '', label: words.everything },
        ...ids.map((id) => ({ value: id as string, label: index.node(id)?.name ?? '' })),
      ]}
      onChange={(id) => props.onChange(id === '' ? null : (id as NodeId))}
    />
  );
}
