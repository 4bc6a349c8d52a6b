import { Button, Modal } from '@mantine/core';
import { errorMessage } from '@scratchpad/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { homeOf } from '../../app/documentPath.ts';
import { showToast } from '../../app/toasts.tsx';
import { PlainSelect } from '../../ui/PlainSelect.tsx';
import { useAccounts } from '../accounts.ts';
import { workspaceWords as words } from '../words.ts';
import { DryRunView } from './DryRunView.tsx';
import { countActions, type PlannedUnit } from './dryRun.ts';
import { ImportTree } from './ImportTree.tsx';
import { type ImportProgress, runImport } from './runImport.ts';
import { useBases, useDryRun, useEncoder, useSource, useTarget } from './useImportStep.ts';
import { useSelection } from './useSelection.ts';
import { VariableUnits } from './VariableUnits.tsx';
import styles from './importStep.module.css';

const NOTHING: ReadonlySet<string> = new Set();

function toggled(set: ReadonlySet<string>, member: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}

/** The import step: what of the pad goes into which workspace, what that would do, and then it is done. */
export function ImportStepDialog(props: {
  readonly workspace: string | null;
  readonly chosen: readonly string[];
  readonly onClose: () => void;
}) {
  const { onClose } = props;
  const { servers } = useAccounts();
  const targets = servers
    .flatMap(({ workspaces }) => workspaces)
    .filter(({ role }) => role !== 'viewer');
  const [workspace, setWorkspace] = useState(
    () => (targets.find(({ id }) => id === props.workspace) ?? targets[0])?.id ?? null,
  );
  const source = useSource();
  const target = useTarget(workspace);
  const bases = useBases(source, target);
  const selection = useSelection(source, bases, props.chosen);
  const [filter, setFilter] = useState('');
  const [ticked, setTicked] = useState(NOTHING);
  const [choices, setChoices] = useState(NOTHING);
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [error, setError] = useState<string | null>(null);
  const cancel = useRef<AbortController | null>(null);

  const dryRun = useDryRun(source, target, bases, selection.chosen, ticked, attempt);
  const encoder = useEncoder(target, dryRun);
  const changes = dryRun ? countChanges(dryRun, choices) : 0;
  const needle = filter.trim().toLowerCase();

  const run = async () => {
    if (!source || !target || !dryRun) return;
    cancel.current = new AbortController();
    setError(null);
    setProgress({ done: 0, of: 1, name: '' });
    try {
      const undo = await runImport(target, dryRun, {
        pad: source.pad,
        padValues: source.values,
        encoder,
        choices,
        signal: cancel.current.signal,
        onProgress: setProgress,
      });
      setProgress(null);
      if (!undo) {
        setAttempt(attempt + 1);
        return;
      }
      const open = () => navigate(homeOf(target.id));
      onClose();
      showToast({
        message: (
          <>
            {words.imported(changes, target.name)}{' '}
            <button type="button" className="sp-link" onClick={open}>
              {words.show}
            </button>
          </>
        ),
        action: {
          label: words.undo,
          onClick: () => {
            undo().then(
              () => showToast({ message: words.undone }),
              (thrown: unknown) => showToast({ message: errorMessage(thrown), sticky: true }),
            );
          },
        },
      });
    } catch (thrown) {
      setProgress(null);
      setAttempt(attempt + 1);
      setError(errorMessage(thrown));
    }
  };
  const close = () => {
    cancel.current?.abort();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={words.importTitle}
      size={980}
      closeButtonProps={{ 'aria-label': words.close }}
      classNames={{ body: styles.body ?? '' }}
    >
      {progress ? (
        <Progress {...progress} onCancel={() => cancel.current?.abort()} />
      ) : (
        <>
          <div className={styles.columns}>
            <div className={styles.left}>
              <div className={styles.listHead}>
                <div className={styles.filter}>
                  <IconSearch size={14} stroke={2} aria-hidden />
                  <input
                    data-autofocus
                    aria-label={words.filter}
                    placeholder={words.filter}
                    value={filter}
                    onChange={(event) => setFilter(event.target.value)}
                  />
                </div>
                <button type="button" className="sp-link" onClick={selection.tickAll}>
                  {words.selectAll}
                </button>
              </div>
              {source && source.units.length === 0 && (
                <p className={styles.hint}>{words.emptyPad}</p>
              )}
              {source && (
                <>
                  <ImportTree {...{ source, needle, selection, dryRun }} />
                  <VariableUnits {...{ source, needle, selection, dryRun }} />
                </>
              )}
            </div>
            <div className={styles.right}>
              <div className={styles.target}>
                <span>{words.target}</span>
                <PlainSelect
                  label={words.target}
                  bordered
                  value={workspace ?? ''}
                  options={targets.map(({ id, name }) => ({ value: id, label: name }))}
                  onChange={setWorkspace}
                />
              </div>
              {error !== null && (
                <p className={styles.error} role="alert">
                  {error}
                </p>
              )}
              <DryRunView
                dryRun={dryRun}
                isEmpty={selection.chosen?.length === 0}
                workspaceName={target?.name ?? ''}
                ticked={ticked}
                onTick={(place) => setTicked(toggled(ticked, place))}
                choices={choices}
                onChoose={setChoices}
              />
            </div>
          </div>
          <div className={styles.foot}>
            <span>{words.keepsCopyUndo}</span>
            <Button variant="default" onClick={close}>
              {words.cancel}
            </Button>
            <Button disabled={changes === 0} onClick={() => void run()}>
              {changes === 0 ? words.nothingToImport : words.importItems(changes)}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}

/** What is added, updated or deleted, and what is taken over although both sides changed it. */
function countChanges(dryRun: readonly PlannedUnit[], choices: ReadonlySet<string>): number {
  const { add, update } = countActions(dryRun);
  const taken = dryRun.flatMap(({ report }) =>
    (report?.conflicts ?? []).filter(({ conflict }) => choices.has(conflict)),
  );
  return add + update + taken.length;
}

function Progress(props: ImportProgress & { readonly onCancel: () => void }) {
  const { done, of, name } = props;
  const percent = Math.round((done / of) * 100);
  return (
    <div className={styles.progress}>
      <p aria-live="polite">
        {name === '' ? words.importing : words.importingStep(name)}
        <span>{words.chosenOf(done, of)}</span>
      </p>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={words.importing}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <div className={styles.progressFoot}>
        <span>{words.allOrNothing}</span>
        <Button variant="default" onClick={props.onCancel}>
          {words.cancel}
        </Button>
      </div>
    </div>
  );
}
