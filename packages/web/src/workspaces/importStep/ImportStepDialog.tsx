import { Button, Modal } from '@mantine/core';
import { errorMessage } from '@scratchpad/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { homeOf } from '../../app/documentPath.ts';
import { showToast } from '../../app/toasts.tsx';
import { PlainSelect } from '../../ui/PlainSelect.tsx';
import { useAccounts } from '../accounts.ts';
import { workspaceWords as words } from '../words.ts';
import { DryRunView } from './DryRunView.tsx';
import { runImport } from './runImport.ts';
import { UnitList } from './UnitList.tsx';
import { useDryRun, useEnvironmentUses, useSource, useTarget } from './useImportStep.ts';
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
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => new Set(props.chosen));
  // Environments follow what the chosen collections use until somebody says otherwise.
  const [decided, setDecided] = useState<ReadonlyMap<string, boolean>>(
    () => new Map(props.chosen.map((id) => [id, true])),
  );
  const [ticked, setTicked] = useState(NOTHING);
  const [choices, setChoices] = useState(NOTHING);
  const [progress, setProgress] = useState<{ done: number; name: string } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const cancel = useRef<AbortController | null>(null);

  const uses = useEnvironmentUses(source, picked);
  const isChosen = useCallback(
    (ref: { readonly kind: string; readonly id: string }) =>
      ref.kind === 'collection'
        ? picked.has(ref.id)
        : (decided.get(ref.id) ?? (uses.get(ref.id) ?? 0) > 0),
    [picked, decided, uses],
  );
  const chosen = useMemo(() => source?.units.filter(isChosen) ?? [], [source, isChosen]);
  const dryRun = useDryRun(source, target, chosen, ticked);
  const changes = dryRun ? dryRun.counts.add + dryRun.counts.update + choices.size : 0;

  const choose = (ref: { readonly kind: string; readonly id: string }) => {
    if (ref.kind === 'collection') setPicked(toggled(picked, ref.id));
    else setDecided(new Map(decided).set(ref.id, !isChosen(ref)));
  };
  const chooseAll = () => {
    const ids = source?.units.map(({ id }) => id) ?? [];
    setPicked(new Set(ids));
    setDecided(new Map(ids.map((id) => [id, true])));
  };
  const run = async () => {
    if (!source || !target || !dryRun) return;
    cancel.current = new AbortController();
    setError(null);
    setProgress({ done: 0, name: '' });
    try {
      const undo = await runImport(target, dryRun, {
        padValues: source.values,
        choices,
        signal: cancel.current.signal,
        onProgress: (done, name) => setProgress({ done, name }),
      });
      setProgress(null);
      if (!undo) return;
      const open = () => navigate(homeOf(target.id));
      onClose();
      showToast({
        message: (
          <>
            {words.imported(changes, target.name)}{' '}
            <button type="button" className={styles.show} onClick={open}>
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
            <UnitList
              source={source}
              isChosen={isChosen}
              uses={uses}
              dryRun={dryRun}
              onChoose={choose}
              onChooseAll={chooseAll}
            />
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
                isEmpty={chosen.length === 0}
                ticked={ticked}
                onTick={(place) => setTicked(toggled(ticked, place))}
                choices={choices}
                onDecide={(conflict) => setChoices(toggled(choices, conflict))}
              />
            </div>
          </div>
          <div className={styles.foot}>
            <span>{words.keepsCopy}</span>
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

function Progress(props: {
  readonly done: number;
  readonly name: string;
  readonly onCancel: () => void;
}) {
  const percent = Math.round(props.done * 100);
  return (
    <div className={styles.progress}>
      <p aria-live="polite">{words.importingStep(props.name)}</p>
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
      <Button variant="default" onClick={props.onCancel}>
        {words.cancel}
      </Button>
    </div>
  );
}
