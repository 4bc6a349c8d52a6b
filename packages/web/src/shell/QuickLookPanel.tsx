import { localVariables, type Row, rowText } from '@scratchpad/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useEnvContent, useEnvironments, useGlobals } from '../app/docHooks.ts';
import { setQuickLook } from '../app/quickLook.ts';
import { useCurrentValues } from '../app/services.ts';
import { setSidebar } from '../app/sidebarState.ts';
import { openTab, type TabTarget } from '../app/tabs.ts';
import { appWords } from '../app/words.ts';
import { editorWords } from '../editors/words.ts';
import { GLOBALS_OWNER } from '../send/scopes.ts';
import type { ValueOwner } from '../storage/currentValues.ts';
import styles from './quickLook.module.css';

/** The active environment and the globals, with what each variable says at first and now. */
export function QuickLookPanel() {
  const [active] = useActiveEnvironment();
  const environments = useEnvironments();
  const environment = useEnvContent(active);
  const globals = useGlobals();
  const isThere = environment !== undefined && environments.includes(environment.id);
  return (
    <div className={styles.panel}>
      {isThere ? (
        <Section
          title={environment.name}
          rows={environment.variables}
          owner={environment.id}
          target={{ kind: 'environment', id: environment.id }}
        />
      ) : (
        <section className={styles.section}>
          <div className={styles.head}>
            <h2>{appWords.noEnvironment}</h2>
            <button
              type="button"
              className={styles.link}
              data-autofocus
              onClick={() => {
                setQuickLook(false);
                setSidebar({ open: true, panel: 'environments' });
              }}
            >
              {appWords.manageEnvironments}
            </button>
          </div>
        </section>
      )}
      <Section
        title={appWords.globals}
        rows={globals.variables}
        owner={GLOBALS_OWNER}
        target={{ kind: 'globals' }}
      />
    </div>
  );
}

function Section(props: {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly owner: ValueOwner;
  readonly target: TabTarget;
}) {
  const current = useCurrentValues(props.owner);
  const rows = props.rows.filter(({ enabled, key }) => enabled && key !== '');
  const local = localVariables(current).filter(([key]) => !rows.some((row) => row.key === key));
  return (
    <section className={styles.section} aria-label={props.title}>
      <div className={styles.head}>
        <h2>{props.title}</h2>
        <button
          type="button"
          className={styles.link}
          aria-label={`${editorWords.edit} ${props.title}`}
          onClick={() => {
            setQuickLook(false);
            openTab(props.target, { keep: true });
          }}
        >
          {editorWords.edit}
        </button>
      </div>
      {rows.length + local.length === 0 ? (
        <p className={styles.none}>{editorWords.noVariables}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{editorWords.variable}</th>
              <th scope="col">{editorWords.initialValue}</th>
              <th scope="col">{editorWords.currentValue}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.id} row={row} current={current.get(row.id)} />
            ))}
            {local.map(([key, value]) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>–</td>
                <td title={value}>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Line({ row, current }: { readonly row: Row; readonly current: string | undefined }) {
  const [revealed, setRevealed] = useState(false);
  const isSecret = row.extra['type'] === 'secret';
  const shown = (value: string) => (isSecret && !revealed && value !== '' ? '••••••' : value);
  const initial = rowText(row);
  return (
    <tr>
      <th scope="row">
        {row.key}
        {isSecret && (
          <button
            type="button"
            className={styles.reveal}
            aria-label={`${revealed ? editorWords.hide : editorWords.show} ${row.key}`}
            aria-pressed={revealed}
            onClick={() => setRevealed(!revealed)}
          >
            {revealed ? (
              <IconEyeOff size={14} stroke={2} aria-hidden />
            ) : (
              <IconEye size={14} stroke={2} aria-hidden />
            )}
          </button>
        )}
      </th>
      <td title={shown(initial)}>{shown(initial)}</td>
      <td title={shown(current ?? initial)} data-own={current !== undefined || undefined}>
        {shown(current ?? initial)}
      </td>
    </tr>
  );
}
