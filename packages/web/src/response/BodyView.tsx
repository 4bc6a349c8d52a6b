import {
  IconCopy,
  IconDownload,
  IconGitCompare,
  IconSearch,
  IconTextWrap,
} from '@tabler/icons-react';
import type { NodeId } from '@scratchpad/core';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { CodeEditor, type CodeEditorHandle } from '../editors/CodeEditor.tsx';
import type { Language } from '../editors/languages.ts';
import { useViewState } from '../request/viewState.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import type { BodyKind } from './bodyKind.ts';
import type { FindEarlier } from './CompareView.tsx';
import { formatBytes } from './format.ts';
import { HexDump } from './HexDump.tsx';
import { PlaceBar } from './PlaceBar.tsx';
import type { BodyPlace } from './placeExtension.ts';
import { Preview } from './Preview.tsx';
import { saveToFile } from './saveToFile.ts';
import { Segments } from './Segments.tsx';
import { useBodyKind, useBodyText } from './useBody.ts';
import { responseWords as words } from './words.ts';
import styles from './bodyView.module.css';

const CompareView = lazy(async () => ({
  default: (await import('./CompareView.tsx')).CompareView,
}));

/** Bodies above this are shown only when a person asks. */
const SHOWN_BYTES = 50 * 1024 * 1024;
const VIEWS = ['pretty', 'raw', 'hex', 'preview'] as const;
const LANGUAGES = ['json', 'xml', 'html', 'javascript', 'text'] as const;
type View = (typeof VIEWS)[number];

/** Whether there is more to see of it than text. */
function hasPicture(kind: BodyKind): boolean {
  return kind.isImage || kind.isPdf || kind.media !== null;
}

/** A body in any of its views, with search, copy and save. `name` is whose view it is, to come back to it. */
export function BodyView(props: {
  readonly name: string;
  readonly body: Blob;
  readonly contentType: string;
  readonly fileName: string;
  /** The request that was answered, where there is one. */
  readonly request?: NodeId | null;
  /** Finds what it can be compared with, where there may be something. */
  readonly findEarlier?: FindEarlier;
}) {
  const { body, contentType, name } = props;
  const kind = useBodyKind(body, contentType);
  const [chosenView, setView] = useViewState<View | null>(`view:${name}`, null);
  const [chosenLanguage, setLanguage] = useViewState<(typeof LANGUAGES)[number] | null>(
    `language:${name}`,
    null,
  );
  const [wrap, setWrap] = useViewState('wrap', true);
  const [shownAnyway, setShownAnyway] = useState<Blob | null>(null);
  const [compares, setCompares] = useViewState(`compare:${name}`, false);
  const [copied, setCopied] = useState(false);
  const editor = useRef<CodeEditorHandle>(null);
  const [place, setPlace] = useState<{ readonly of: Blob; readonly place: BodyPlace } | null>(null);
  const more = useMemo(
    () => async () =>
      (await import('./placeExtension.ts')).placeExtension((found) =>
        setPlace({ of: body, place: found }),
      ),
    [body],
  );
  const view: View = chosenView ?? (kind && hasPicture(kind) ? 'preview' : 'pretty');
  const language: Language = chosenLanguage ?? kind?.language ?? 'text';
  const tooLarge = body.size > SHOWN_BYTES && shownAnyway !== body;
  const isText =
    kind !== null &&
    !kind.isBinary &&
    !tooLarge &&
    body.size > 0 &&
    (view === 'pretty' || view === 'raw');
  const isCompared = isText && compares && props.findEarlier !== undefined;
  // A view of another kind does not need the text; coming back finds it again.
  const text = useBodyText(isText && kind ? body : null, {
    charset: kind?.charset ?? 'utf-8',
    language,
    pretty: view === 'pretty',
  });

  const copy = async () => {
    await navigator.clipboard.writeText(
      text.stream?.isComplete ? text.stream.toString() : await body.text(),
    );
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };

  return (
    <div className={styles.root}>
      <div className={styles.toolbar}>
        <Segments
          label={words.view}
          value={view}
          options={VIEWS.map((value) => ({ value, label: words.views[value] }))}
          onChange={setView}
        />
        {(view === 'pretty' || view === 'raw') && (
          <PlainSelect
            label={words.language}
            value={
              (LANGUAGES as readonly string[]).includes(language)
                ? (language as (typeof LANGUAGES)[number])
                : 'text'
            }
            options={LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
            onChange={setLanguage}
          />
        )}
        <span className={styles.spring} />
        <IconButton label={words.wrap} pressed={wrap} onClick={() => setWrap(!wrap)}>
          <IconTextWrap size={16} stroke={1.75} aria-hidden />
        </IconButton>
        {props.findEarlier && (
          <IconButton
            label={words.compare}
            pressed={compares}
            disabled={!isText}
            onClick={() => setCompares(!compares)}
          >
            <IconGitCompare size={16} stroke={1.75} aria-hidden />
          </IconButton>
        )}
        <IconButton
          label={words.search}
          disabled={!isText || isCompared}
          onClick={() => editor.current?.openSearch()}
        >
          <IconSearch size={16} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton
          label={copied ? words.copied : words.copy}
          disabled={body.size === 0}
          onClick={() => void copy()}
        >
          <IconCopy size={16} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton
          label={words.save}
          disabled={body.size === 0}
          onClick={() => saveToFile(body, props.fileName)}
        >
          <IconDownload size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
      <div className={styles.content}>
        {body.size === 0 ? (
          <p className={styles.note}>{words.emptyBody}</p>
        ) : tooLarge ? (
          <div className={styles.note}>
            <p>{words.large(formatBytes(body.size))}</p>
            <div className={styles.buttons}>
              <button type="button" className="sp-button" onClick={() => setShownAnyway(body)}>
                {words.showAnyway}
              </button>
              <button
                type="button"
                className="sp-button"
                onClick={() => saveToFile(body, props.fileName)}
              >
                {words.save}
              </button>
            </div>
          </div>
        ) : view === 'preview' ? (
          <Preview body={body} contentType={contentType} kind={kind} />
        ) : view === 'hex' || kind?.isBinary ? (
          <HexDump body={body} />
        ) : isCompared && props.findEarlier ? (
          <Suspense>
            <CompareView body={body} contentType={contentType} findEarlier={props.findEarlier} />
          </Suspense>
        ) : text.problem !== null ? (
          <p className={styles.note} role="alert">
            {words.unreadable(text.problem)}
          </p>
        ) : text.stream === null ? (
          <p className={styles.note} aria-busy="true">
            {body.size > 1_000_000 ? words.reading : ''}
          </p>
        ) : (
          <CodeEditor
            source={{ stream: text.stream }}
            language={view === 'pretty' ? language : 'text'}
            label={words.tabs.body}
            wrap={wrap}
            more={more}
            handle={editor}
          />
        )}
      </div>
      {isText && !isCompared && (
        <PlaceBar place={place?.of === body ? place.place : null} id={props.request ?? null} />
      )}
    </div>
  );
}
