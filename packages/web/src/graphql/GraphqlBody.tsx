import { IconBook2, IconRefresh } from '@tabler/icons-react';
import { graphqlOperations, type HttpContent, type NodeId, setField } from '@scratchpad/core';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useDocStore, useIsReadOnly, useTopic } from '../app/docHooks.ts';
import { CodeEditor } from '../editors/CodeEditor.tsx';
import { useViewState } from '../request/viewState.ts';
import { InlineNotice } from '../response/InlineNotice.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { formatDate } from '../ui/formatDate.ts';
import { SchemaExplorer, type SchemaPlace } from './SchemaExplorer.tsx';
import { type SchemaState, useSchema } from './useSchema.ts';
import { graphqlWords as words } from './words.ts';
import styles from './graphqlBody.module.css';

/** A GraphQL body: query, variables, which operation is sent, and the schema that helps with them. */
export function GraphqlBody({
  id,
  content,
  head,
}: {
  readonly id: NodeId;
  readonly content: HttpContent;
  /** Stands first in the bar. */
  readonly head: ReactNode;
}) {
  const store = useDocStore();
  const state = useSchema(id);
  const { schema } = state;
  const [showsDocs, setShowsDocs] = useViewState(`graphql-docs:${id}`, false);
  const [trail, setTrail] = useViewState<readonly SchemaPlace[]>(`graphql-place:${id}`, []);
  // An extension lives as long as its schema; what it calls must be the latest all the same.
  const latest = useRef((_type: string | undefined, _field: string | undefined) => {});
  useEffect(() => {
    latest.current = (type, field) => {
      if (type === undefined) return;
      setShowsDocs(true);
      setTrail([...trail, { type, field }]);
    };
  });
  const queryMore = useMemo(
    () => async () =>
      (await import('./graphqlExtensions.ts')).queryExtensions(schema, (type, field) =>
        latest.current(type, field),
      ),
    [schema],
  );
  const variablesMore = useMemo(
    () => async () =>
      (await import('./graphqlExtensions.ts')).variablesExtensions(() =>
        store.textContent(id, 'graphqlQuery'),
      ),
    [store, id],
  );
  const hasDocs = showsDocs && schema !== null;
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        {head}
        <OperationChoice id={id} chosen={content.graphqlOperation} />
        <span className={styles.spring} />
        <SchemaStatus state={state} />
        <IconButton
          label={words.docs}
          pressed={hasDocs}
          disabled={schema === null}
          onClick={() => setShowsDocs(!showsDocs)}
        >
          <IconBook2 size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
      {state.error !== null && (
        <div className={styles.error}>
          <InlineNotice tone="danger" title={words.failed}>
            {state.error}
          </InlineNotice>
        </div>
      )}
      <div className={styles.panes} data-docs={hasDocs || undefined}>
        <CodeEditor
          source={{ node: id, text: 'graphqlQuery' }}
          language="graphql"
          label={words.query}
          placeholder={words.query}
          more={queryMore}
          variables
        />
        <div className={styles.variables}>
          <CodeEditor
            source={{ node: id, text: 'graphqlVariables' }}
            language="json"
            label={words.variables}
            placeholder={words.variables}
            more={variablesMore}
            variables
          />
        </div>
        {hasDocs && <SchemaExplorer schema={schema} trail={trail} onTrail={setTrail} />}
      </div>
    </div>
  );
}

/** Shown when there is something to choose. */
function OperationChoice({ id, chosen }: { readonly id: NodeId; readonly chosen: string | null }) {
  const store = useDocStore();
  const readOnly = useIsReadOnly();
  const query = useTopic(`text:${id}`, () => store.textContent(id, 'graphqlQuery'));
  const operations = useMemo(() => [...new Set(graphqlOperations(query))], [query]);
  if (operations.length < 2) return null;
  const value = chosen !== null && operations.includes(chosen) ? chosen : '';
  return (
    <PlainSelect
      label={words.operation}
      disabled={readOnly}
      value={value}
      options={[
        { value: '', label: words.anyOperation },
        ...operations.map((name) => ({ value: name, label: name })),
      ]}
      onChange={(name) => setField(store, id, 'graphqlOperation', name === '' ? null : name)}
    />
  );
}

function SchemaStatus({ state }: { readonly state: SchemaState }) {
  const { at, isLoading, load } = state;
  if (isLoading)
    return (
      <span role="status" className={styles.status}>
        {words.loading}
      </span>
    );
  if (at === null)
    return (
      <button type="button" className={styles.load} title={words.hint} onClick={load}>
        {words.load}
      </button>
    );
  return (
    <>
      <span className={styles.status}>{words.loaded(formatDate(at))}</span>
      <IconButton label={words.refresh} onClick={load}>
        <IconRefresh size={16} stroke={1.75} aria-hidden />
      </IconButton>
    </>
  );
}
