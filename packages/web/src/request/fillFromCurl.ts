import {
  type DocStore,
  errorMessage,
  type NodeId,
  type NodeSpec,
  replaceRows,
  setAuthParam,
  setAuthType,
  setField,
  setSetting,
  setText,
  setUrl,
  joinUrl,
  type Row,
  type Table,
  type FieldName,
  type TextName,
} from '@scratchpad/core';
import { requestWords } from './words.ts';

const FIELDS: readonly FieldName[] = [
  'method',
  'bodyMode',
  'bodyLanguage',
  'bodyFile',
  'graphqlOperation',
];
const TABLES: readonly Table[] = ['headers', 'urlencoded', 'formdata'];
const TEXTS: readonly TextName[] = ['body', 'graphqlQuery', 'graphqlVariables'];

/** Makes the request say what a cURL command says; its name, docs and scripts stay. Gives what went wrong, or null. */
export async function fillFromCurl(
  store: DocStore,
  id: NodeId,
  command: string,
): Promise<string | null> {
  try {
    const { readCurl } = await import('@scratchpad/core/formats');
    fillRequest(store, id, readCurl(command));
    return null;
  } catch (thrown) {
    return requestWords.curlFailed(errorMessage(thrown));
  }
}

/** Takes over everything of a request that its sending depends on. */
function fillRequest(store: DocStore, id: NodeId, spec: NodeSpec): void {
  const fields = spec.fields ?? {};
  for (const name of FIELDS) setField(store, id, name, fields[name]);
  for (const table of TABLES) replaceRows(store, { node: id, table }, spec.tables?.[table] ?? []);
  for (const text of TEXTS) setText(store, id, text, spec.texts?.[text] ?? '');
  const params = (spec.tables?.params ?? []).map((row): Pick<Row, 'key' | 'value' | 'enabled'> => ({
    key: row.key,
    value: row.value ?? (row.value === null ? null : ''),
    enabled: row.enabled ?? true,
  }));
  const fragment = typeof fields.fragment === 'string' ? fields.fragment : null;
  setUrl(
    store,
    id,
    joinUrl(typeof fields.baseUrl === 'string' ? fields.baseUrl : '', params, fragment),
  );
  const auth = spec.auth ?? { type: 'inherit', params: {} };
  setAuthType(store, id, auth.type);
  for (const [type, values] of Object.entries(auth.params)) {
    for (const [name, value] of Object.entries(values)) setAuthParam(store, id, type, name, value);
  }
  for (const [name, value] of Object.entries(spec.settings ?? {}))
    setSetting(store, id, name, value);
}
