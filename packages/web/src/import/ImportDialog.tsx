import { Button, Modal } from '@mantine/core';
import { AppError, deleteItems, type DocStore, errorMessage, restoreBatch } from '@scratchpad/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useDocStore } from '../app/docHooks.ts';
import { setSidebar } from '../app/sidebarState.ts';
import { openTab, type TabTarget } from '../app/tabs.ts';
import { showToast } from '../app/toasts.tsx';
import { revealNode } from '../sidebar/treeState.ts';
import { FilePreview } from './FilePreview.tsx';
import {
  type AppliedImport,
  applyImport,
  type ImportInput,
  type ImportPreview,
  keyOf,
  type KnownChoice,
  type KnownChoices,
  readImport,
} from './importFile.ts';
import { KnownItemRow } from './KnownItems.tsx';
import { ImportSource } from './ImportSource.tsx';
import { importWords } from './words.ts';
import styles from './importDialog.module.css';

type Stage =
  | { readonly at: 'choose' }
  | { readonly at: 'reading' | 'importing'; readonly fraction: number }
  | { readonly at: 'preview'; readonly preview: ImportPreview };

/** Files in: choose, see what they hold, import all of it at once. */
export function ImportDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly initialInputs?: readonly ImportInput[];
}) {
  const store = useDocStore();
  const [stage, setStage] = useState<Stage>({ at: 'choose' });
  const [error, setError] = useState<string | null>(null);
  const cancel = useRef<AbortController | null>(null);
  const { initialInputs, onClose } = props;

  const run = async (at: 'reading' | 'importing', work: (signal: AbortSignal) => Promise<void>) => {
    const controller = new AbortController();
    cancel.current = controller;
    setError(null);
    setStage({ at, fraction: 0 });
    try {
      await work(controller.signal);
    } catch (thrown) {
      setStage({ at: 'choose' });
      if (!(thrown instanceof AppError) || thrown.code !== 'cancelled')
        setError(errorMessage(thrown));
    }
  };
  const read = (inputs: readonly ImportInput[]) =>
    run('reading', async (signal) => {
      const onProgress = (fraction: number) =>
        setStage({ at: 'reading', fraction: fraction / 0.3 });
      setStage({ at: 'preview', preview: await readImport(store, inputs, { signal, onProgress }) });
    });
  const apply = (preview: ImportPreview, choices: KnownChoices) =>
    run('importing', async (signal) => {
      const onProgress = (fraction: number) => setStage({ at: 'importing', fraction });
      const imported = await applyImport(store, preview, { signal, onProgress, choices });
      onClose();
      announce(store, imported, preview, choices);
    });

  const began = useRef(false);
  useEffect(() => {
    if (!initialInputs || began.current) return;
    began.current = true;
    void read(initialInputs);
  });

  const close = () => {
    cancel.current?.abort();
    if (stage.at === 'preview') stage.preview.close();
    onClose();
  };
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={importWords.title}
      size={560}
      closeButtonProps={{ 'aria-label': importWords.close }}
      classNames={{ body: styles.body ?? '' }}
    >
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      {stage.at === 'choose' && <ImportSource onChoose={(inputs) => void read(inputs)} />}
      {(stage.at === 'reading' || stage.at === 'importing') && (
        <Progress
          stage={stage.at}
          fraction={stage.fraction}
          onCancel={() => cancel.current?.abort()}
        />
      )}
      {stage.at === 'preview' && (
        <Preview
          preview={stage.preview}
          onBack={() => {
            stage.preview.close();
            setStage({ at: 'choose' });
          }}
          onImport={(choices) => void apply(stage.preview, choices)}
        />
      )}
    </Modal>
  );
}

function Progress(props: {
  readonly stage: 'reading' | 'importing';
  readonly fraction: number;
  readonly onCancel: () => void;
}) {
  const percent = Math.round(props.fraction * 100);
  const label = importWords[props.stage];
  return (
    <div className={styles.progress}>
      <p aria-live="polite">
        {label} {/* Said at each quarter, not at each step. */}
        <span className="sp-visually-hidden">{Math.floor(percent / 25) * 25}%</span>
      </p>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <div className={styles.foot}>
        <span>{importWords.allOrNothing}</span>
        <Button variant="default" data-autofocus onClick={props.onCancel}>
          {importWords.cancel}
        </Button>
      </div>
    </div>
  );
}

/** Things that the user will see as made: collections, environments, single requests, globals. */
function countItems({ files, known }: ImportPreview, choices: KnownChoices): number {
  const skipped = known.filter((item) => choices.get(keyOf(item))?.type === 'skip').length;
  return files.reduce((sum, { report }) => {
    if (!report) return sum;
    const { collections, environments, requests, webSockets } = report.counts;
    const own = collections + environments + (collections === 0 ? requests + webSockets : 0);
    return sum + (own === 0 && report.format === 'globals' ? 1 : own);
  }, -skipped);
}

function Preview(props: {
  readonly preview: ImportPreview;
  readonly onBack: () => void;
  readonly onImport: (choices: KnownChoices) => void;
}) {
  const { preview } = props;
  const [choices, setChoices] = useState<KnownChoices>(new Map());
  const choose = useCallback(
    (key: string, choice: KnownChoice) => setChoices((before) => new Map(before).set(key, choice)),
    [],
  );
  const count = countItems(preview, choices);
  // Until each plan is made, importing would do something else than what is chosen.
  const isReady = preview.known.every((item) => choices.has(keyOf(item)));
  const foot = useRef<HTMLDivElement>(null);
  // What had the focus while the files were read is gone: it goes to what comes next, unless it is in here by now.
  useEffect(() => {
    if (!isReady || foot.current?.parentElement?.contains(document.activeElement)) return;
    const enabled = foot.current?.querySelectorAll<HTMLElement>('button:enabled') ?? [];
    [...enabled].at(-1)?.focus();
  }, [isReady]);
  return (
    <>
      <ul className={styles.files}>
        {preview.files.map((file, i) => (
          <FilePreview key={`${i}-${file.name}`} file={file} />
        ))}
      </ul>
      {preview.known.length > 0 && (
        <section aria-label={importWords.knownTitle}>
          <h3 className={styles.title}>{importWords.knownTitle}</h3>
          <ul className={styles.files}>
            {preview.known.map((known) => (
              <KnownItemRow
                key={keyOf(known)}
                preview={preview}
                known={known}
                choice={choices.get(keyOf(known))}
                onChoose={choose}
              />
            ))}
          </ul>
        </section>
      )}
      <div ref={foot} className={styles.foot}>
        <span>{importWords.allOrNothing}</span>
        <Button variant="default" onClick={props.onBack}>
          {importWords.back}
        </Button>
        <Button disabled={count <= 0 || !isReady} onClick={() => props.onImport(choices)}>
          {count <= 0 ? importWords.nothing : importWords.importItems(count)}
        </Button>
      </div>
    </>
  );
}

function announce(
  store: DocStore,
  imported: AppliedImport,
  preview: ImportPreview,
  choices: KnownChoices,
): void {
  const { collections, requests, environments, merged, undoSteps, replaced } = imported;
  const target = firstTarget(imported);
  if (target) openTab(target, { keep: target.kind === 'request' });
  const steps = store.undo.undoStack.length;
  const undo = () => {
    if (undoSteps > 0 && store.undo.undoStack.length !== steps) {
      showToast({ message: importWords.undoLater });
      return;
    }
    for (let step = 0; step < undoSteps; step++) store.undo.undo();
    const made = [...collections, ...requests];
    if (made.length + environments.length > 0) deleteItems(store, made, environments);
    if (replaced) restoreBatch(store, replaced);
    showToast({ message: importWords.undone });
  };
  const made = collections.length + requests.length + environments.length;
  const [first] = merged;
  showToast({
    message:
      first && made === 0 && merged.length === 1
        ? importWords.mergedInto(first.present.name)
        : importWords.imported(countItems(preview, choices)),
    show: target && { label: importWords.show, onClick: () => showImported(store, target) },
    action: made + undoSteps > 0 ? { label: importWords.undo, onClick: undo } : undefined,
  });
}

/** What to show of an import: the first of what it made, else of what it was merged into. */
function firstTarget(imported: AppliedImport): TabTarget | undefined {
  const [collection] = imported.collections;
  const [request] = imported.requests;
  const [environment] = imported.environments;
  const [merged] = imported.merged;
  if (collection) return { kind: 'collection', id: collection };
  if (request) return { kind: 'request', id: request };
  if (environment) return { kind: 'environment', id: environment };
  if (!merged) return undefined;
  if (merged.kind === 'globals') return { kind: 'globals' };
  return merged.kind === 'collection'
    ? { kind: 'collection', id: merged.present.id }
    : { kind: 'environment', id: merged.present.id };
}

function showImported(store: DocStore, target: TabTarget): void {
  openTab(target);
  if (target.kind === 'collection') {
    // The tree has to be there before it can be told where to go.
    flushSync(() => setSidebar({ open: true, panel: 'collections' }));
    revealNode(store.index.tree, target.id, true);
  }
}
