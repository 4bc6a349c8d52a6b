import { Button } from '@mantine/core';
import { IconPlayerPlay, IconTable, IconX } from '@tabler/icons-react';
import { errorMessage, type NodeId } from '@scratchpad/core';
import { useId, useRef, useState } from 'react';
import { useDocStore, useEnvironments } from '../app/docHooks.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { NumberField } from './NumberField.tsx';
import { OrderList } from './OrderList.tsx';
import { MAX_ITERATIONS, type RunConfig } from './runConfig.ts';
import { runnerWords as words } from './words.ts';
import styles from './runner.module.css';

const MAX_DELAY_MS = 3_600_000;

/** How a run goes: environment, iterations, data, order. */
export function ConfigPane(props: {
  readonly name: string;
  readonly config: RunConfig;
  readonly requests: readonly NodeId[];
  readonly isLocked: boolean;
  readonly onChange: (config: RunConfig) => void;
  readonly onStart: () => void;
}) {
  const { config, requests, isLocked } = props;
  const store = useDocStore();
  const environments = useEnvironments();
  const change = (patch: Partial<RunConfig>) => props.onChange({ ...config, ...patch });
  const base = useId();
  const chosen = requests.filter((id) => !config.unchecked.has(id)).length;
  return (
    <section className={styles.config} aria-label={words.setup}>
      <header className={styles.configHead}>
        <h1>{props.name}</h1>
        {isLocked && <span>{words.locked}</span>}
      </header>
      <fieldset className={styles.fields} disabled={isLocked}>
        <legend className="sp-visually-hidden">{words.setup}</legend>
        <label htmlFor={`${base}-env`}>{words.environment}</label>
        <PlainSelect
          bordered
          id={`${base}-env`}
          label={words.environment}
          value={config.env ?? ''}
          options={[
            { value: '', label: words.noEnvironment },
            ...environments.map((id) => ({ value: id, label: store.index.env(id)?.name ?? '' })),
          ]}
          onChange={(env) => change({ env: env === '' ? null : env })}
        />
        <label htmlFor={`${base}-iterations`}>{words.iterations}</label>
        <NumberField
          id={`${base}-iterations`}
          value={config.iterations}
          min={1}
          max={MAX_ITERATIONS}
          onChange={(iterations) => change({ iterations })}
        />
        <label htmlFor={`${base}-delay`}>{words.delay}</label>
        <span className={styles.unit}>
          <NumberField
            id={`${base}-delay`}
            value={config.delayMs}
            min={0}
            max={MAX_DELAY_MS}
            onChange={(delayMs) => change({ delayMs })}
          />
          {words.ms}
        </span>
        <span>{words.dataFile}</span>
        <DataField config={config} onChange={change} />
        <div className={styles.switches}>
          <label title={words.keepValuesWhy}>
            <input
              type="checkbox"
              className="sp-check"
              checked={config.keepValues}
              onChange={(event) => change({ keepValues: event.target.checked })}
            />
            {words.keepValues}
          </label>
          <label title={words.usesCookiesWhy}>
            <input
              type="checkbox"
              className="sp-check"
              checked={config.usesCookies}
              onChange={(event) => change({ usesCookies: event.target.checked })}
            />
            {words.usesCookies}
          </label>
          <label>
            <input
              type="checkbox"
              className="sp-check"
              checked={config.stopOnFailure}
              onChange={(event) => change({ stopOnFailure: event.target.checked })}
            />
            {words.stopOnFailure}
          </label>
        </div>
        <div className={styles.startRow}>
          <Button
            leftSection={<IconPlayerPlay size={14} stroke={2} aria-hidden />}
            disabled={isLocked || chosen === 0}
            onClick={props.onStart}
          >
            {words.runRequests(chosen)}
          </Button>
        </div>
      </fieldset>
      <OrderList config={config} requests={requests} isLocked={isLocked} onChange={change} />
    </section>
  );
}

function DataField(props: {
  readonly config: RunConfig;
  readonly onChange: (patch: Partial<RunConfig>) => void;
}) {
  const { data } = props.config;
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (file: File) => {
    try {
      const { readData } = await import('./readData.ts');
      const read = await readData(file);
      setProblem(null);
      props.onChange({ data: read, iterations: read.rows.length });
    } catch (error) {
      setProblem(words.badFile(errorMessage(error)));
    }
  };
  return (
    <div className={styles.data}>
      <div className={styles.dataRow}>
        <button type="button" className={styles.file} onClick={() => input.current?.click()}>
          <IconTable size={14} stroke={2} aria-hidden />
          <span className={styles.fileName}>{data?.name ?? words.chooseFile}</span>
          {data && <span className={styles.fileRows}>{words.rows(data.rows.length)}</span>}
        </button>
        {data && (
          <IconButton
            label={words.removeFile}
            onClick={() => props.onChange({ data: null, iterations: 1 })}
          >
            <IconX size={14} stroke={2} aria-hidden />
          </IconButton>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept=".csv,.json,text/csv,application/json"
        hidden
        aria-label={words.dataFile}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void take(file);
        }}
      />
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {data && <pre className={styles.preview}>{data.preview}</pre>}
    </div>
  );
}
