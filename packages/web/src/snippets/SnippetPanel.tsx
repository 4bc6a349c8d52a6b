import { IconAdjustmentsHorizontal, IconCopy, IconX } from '@tabler/icons-react';
import type { NodeId } from '@scratchpad/core';
import { useMemo, useState } from 'react';
import { CodeEditor } from '../editors/CodeEditor.tsx';
import { TextStream } from '../editors/textStream.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { codeMode } from './codeMode.ts';
import { SnippetOptionList } from './SnippetOptionList.tsx';
import { optionsOf, setOptions, setSnippetState, useSnippetState } from './snippetState.ts';
import { findTarget, type Generators, useGenerators, useSnippet } from './useSnippet.ts';
import { snippetWords as words } from './words.ts';
import styles from './snippetPanel.module.css';

/** Code that sends the request, beside it: language, library, options, copy. */
export function SnippetPanel({
  id,
  isOver,
}: {
  readonly id: NodeId;
  /** Whether it lies over the request, for want of room beside it. */
  readonly isOver: boolean;
}) {
  const generators = useGenerators();
  return (
    <section
      className={styles.panel}
      data-over={isOver || undefined}
      aria-label={words.title}
      data-region
    >
      {generators === null ? null : generators === 'failed' ? (
        <>
          <div className={styles.bar}>
            <span className={styles.spring} />
            <Close />
          </div>
          <p role="alert" className={styles.note}>
            {words.failed}
          </p>
        </>
      ) : (
        <Code id={id} generators={generators} />
      )}
    </section>
  );
}

function Close() {
  return (
    <IconButton label={words.hide} onClick={() => setSnippetState({ open: false })}>
      <IconX size={16} stroke={1.75} aria-hidden />
    </IconButton>
  );
}

function Code({ id, generators }: { readonly id: NodeId; readonly generators: Generators }) {
  const state = useSnippetState();
  const languages = useMemo(() => generators.listLanguages(), [generators]);
  const { language, variants, fillsVariables } = state;
  const target = findTarget(languages, language, variants);
  const options = optionsOf(state, target);
  const snippet = useSnippet(id, generators, { target, options, fillsVariables });
  const [showsOptions, setShowsOptions] = useState(false);
  const [copied, setCopied] = useState(false);
  const stream = useMemo(() => TextStream.of(snippet?.text ?? ''), [snippet]);
  const known = languages.find((candidate) => candidate.id === target.language);
  const copy = async () => {
    await navigator.clipboard.writeText(snippet?.text ?? '');
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <>
      <div className={styles.bar}>
        <PlainSelect
          label={words.language}
          value={target.language}
          options={languages.map(({ id: value, label }) => ({ value, label }))}
          onChange={(value) => setSnippetState({ language: value })}
        />
        {known && known.variants.length > 1 && (
          <PlainSelect
            label={words.variant}
            value={target.variant}
            options={known.variants.map((value) => ({ value, label: value }))}
            onChange={(value) =>
              setSnippetState({ variants: { ...variants, [target.language]: value } })
            }
          />
        )}
        <span className={styles.spring} />
        <IconButton
          label={words.options}
          pressed={showsOptions}
          onClick={() => setShowsOptions(!showsOptions)}
        >
          <IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton
          label={copied ? words.copied : words.copy}
          disabled={snippet === null || snippet.text === ''}
          onClick={() => void copy()}
        >
          <IconCopy size={16} stroke={1.75} aria-hidden />
        </IconButton>
        <Close />
      </div>
      {showsOptions && (
        <SnippetOptionList
          options={generators.listOptions(target)}
          values={options}
          fillsVariables={fillsVariables}
          onFill={(value) => setSnippetState({ fillsVariables: value })}
          onChange={(values) => setOptions(target, values)}
        />
      )}
      {snippet && snippet.notes.length > 0 && (
        <ul className={styles.notes}>
          {snippet.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <div className={styles.code}>
        <CodeEditor
          source={{ stream }}
          language="text"
          label={words.code}
          lineNumbers={false}
          wrap
          more={codeMode(target.language)}
        />
      </div>
    </>
  );
}
