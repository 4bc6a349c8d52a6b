import { Button } from '@mantine/core';
import { IconBraces, IconCheck, IconWorld } from '@tabler/icons-react';
import { type EnvId, renameEnv } from '@scratchpad/core';
import type { ReactNode } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useEnvContent } from '../app/docHooks.ts';
import { tryExport } from '../app/tryExport.ts';
import { appWords } from '../app/words.ts';
import { ScopesContext } from '../editors/scopesContext.ts';
import { VariablesTable } from '../editors/VariablesTable.tsx';
import { GLOBALS_OWNER, useScopes } from '../send/scopes.ts';
import { NameField } from '../ui/NameField.tsx';
import { pageWords } from './words.ts';
import styles from './page.module.css';

/** An environment: its name, whether it is active, its variables. */
export function EnvironmentPage({ id }: { readonly id: EnvId }) {
  const store = useDocStore();
  const env = useEnvContent(id);
  const [active, setActive] = useActiveEnvironment();
  if (!env) return null;
  return (
    <VariablesPage
      hint={pageWords.environmentHint}
      table={<VariablesTable owner={{ env: id }} valueOwner={id} />}
    >
      <IconBraces size={18} stroke={1.75} aria-hidden />
      <NameField
        size="title"
        label={pageWords.name}
        placeholder={pageWords.name}
        value={env.name}
        isPlace={(place) => place.kind === 'envName' && place.env === id}
        onChange={(name) => renameEnv(store, id, name || env.name)}
      />
      <span className={styles.space} />
      <Button
        size="xs"
        variant="default"
        leftSection={active === id ? <IconCheck size={14} stroke={2} /> : null}
        aria-pressed={active === id}
        onClick={() => setActive(active === id ? null : id)}
      >
        {active === id ? pageWords.active : pageWords.makeActive}
      </Button>
      <Button
        size="xs"
        variant="default"
        onClick={() => tryExport(({ exportEnvironment }) => exportEnvironment(store, id))}
      >
        {pageWords.export}
      </Button>
    </VariablesPage>
  );
}

/** The globals. */
export function GlobalsPage() {
  const store = useDocStore();
  return (
    <VariablesPage
      hint={pageWords.globalsHint}
      table={<VariablesTable owner={{ globals: true }} valueOwner={GLOBALS_OWNER} />}
    >
      <IconWorld size={18} stroke={1.75} aria-hidden />
      <h1 className={styles.name}>{appWords.globals}</h1>
      <span className={styles.space} />
      <Button
        size="xs"
        variant="default"
        onClick={() => tryExport(({ exportGlobals }) => exportGlobals(store))}
      >
        {pageWords.export}
      </Button>
    </VariablesPage>
  );
}

function VariablesPage(props: {
  readonly children: ReactNode;
  readonly hint: string;
  readonly table: ReactNode;
}) {
  const scopes = useScopes(null);
  return (
    <ScopesContext value={scopes}>
      <div className={styles.page}>
        <div className={styles.title}>{props.children}</div>
        <p className={styles.hint}>{props.hint}</p>
        <div className={styles.body}>{props.table}</div>
      </div>
    </ScopesContext>
  );
}
