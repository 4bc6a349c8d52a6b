import type { NodeId } from '@scratchpad/core';
import { useMemo, useRef } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocumentId } from '../app/documentPath.ts';
import { useDocStore, useNodeSummary, useTree } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { useViewState } from '../request/viewState.ts';
import { Segments } from '../response/Segments.tsx';
import { ConfigPane } from './ConfigPane.tsx';
import { initialConfig, orderedRequests, requestsBelow, type RunConfig } from './runConfig.ts';
import { RunResults } from './RunResults.tsx';
import { runSessionOf, useRunView } from './runSession.ts';
import { runnerWords as words } from './words.ts';
import styles from './runner.module.css';

/** Runs a collection or a folder: set-up at the left, what comes of it at the right. */
export function RunPage({ id }: { readonly id: NodeId }) {
  const store = useDocStore();
  const services = useServices();
  const workspace = useDocumentId();
  const [env] = useActiveEnvironment();
  const name = useNodeSummary(id)?.name ?? '';
  const tree = useTree();
  const [changed, setConfig] = useViewState<RunConfig | null>(`run:${id}`, null);
  const [part, setPart] = useViewState<'setup' | 'results'>(`run-part:${id}`, 'setup');
  const config = useMemo(() => changed ?? initialConfig(env), [changed, env]);
  const session = runSessionOf(id);
  const view = useRunView(session);
  const isRunning = view?.isRunning ?? false;
  const requests = useMemo(
    () => orderedRequests(config, requestsBelow(store.index, id)),
    // oxlint-disable-next-line react/exhaustive-deps -- the tree is what the index reads
    [config, store, id, tree],
  );
  const results = useRef<HTMLDivElement>(null);

  const start = () => {
    setPart('results');
    const chosen = requests.filter((request) => !config.unchecked.has(request));
    void session.start({ store, services, env: config.env }, id, chosen, config, workspace);
    results.current?.focus({ preventScroll: true });
  };
  return (
    <div className={styles.page} data-part={part}>
      <div className={styles.parts}>
        <Segments
          label={words.parts}
          value={part}
          options={[
            { value: 'setup', label: words.setup },
            { value: 'results', label: words.results },
          ]}
          onChange={setPart}
        />
      </div>
      <ConfigPane
        name={name}
        config={config}
        requests={requests}
        isLocked={isRunning}
        onChange={setConfig}
        onStart={start}
      />
      <div ref={results} className={styles.results} tabIndex={-1}>
        {view ? (
          <RunResults
            view={view}
            onStop={() => session.stop(words.stopped)}
            onAgain={requests.length > 0 ? start : null}
          />
        ) : (
          <p className={styles.note}>{words.chooseText}</p>
        )}
      </div>
    </div>
  );
}
