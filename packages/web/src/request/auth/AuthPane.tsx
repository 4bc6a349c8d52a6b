import {
  type Auth,
  authName,
  type DocStore,
  inheritAuth,
  isSupportedAuth,
  type JsonValue,
  type NodeId,
  setAuthParam,
  setAuthType,
  SUPPORTED_AUTH,
} from '@scratchpad/core';
import { type ReactNode, useId } from 'react';
import { useDocStore, useNodeContent, useTopic } from '../../app/docHooks.ts';
import { PlainSelect } from '../../ui/PlainSelect.tsx';
import { requestWords } from '../words.ts';
import { AUTH_FORMS } from './authForms.ts';
import { AuthFormFields } from './AuthFormFields.tsx';
import { OAuth2Tokens } from './OAuth2Tokens.tsx';
import styles from './authPane.module.css';

const words = requestWords.auth;

/** Authorization of a request, a folder or a collection. Put it under a `ScopesContext` for its variables. */
export function AuthPane({ id }: { readonly id: NodeId }) {
  const store = useDocStore();
  const content = useNodeContent(id);
  // What it inherits changes with the tree; what its ancestors say is read when the pane renders.
  useTopic('tree', ({ tree }) => tree);
  const selectId = useId();
  if (!content || !('auth' in content)) return null;
  const { auth } = content;
  // Nothing stands above a collection.
  const types = SUPPORTED_AUTH.filter(
    (type) => type !== 'inherit' || content.kind !== 'collection',
  );
  const options = [...types, ...(isSupportedAuth(auth.type) ? [] : [auth.type])];
  const shownType = auth.type === 'inherit' && content.kind === 'collection' ? 'noauth' : auth.type;
  return (
    <div className={styles.pane}>
      <label className={styles.label} htmlFor={selectId}>
        {words.type}
      </label>
      <PlainSelect
        id={selectId}
        bordered
        label={words.type}
        disabled={store.readOnlyReason !== null}
        value={shownType}
        options={options.map((type) => ({ value: type, label: authName(type) }))}
        onChange={(type) => chooseType(store, id, auth, type)}
      />
      <AuthFields id={id} auth={auth} type={shownType} />
    </div>
  );
}

/** Chooses a type and writes what its form begins with, so that other programs read the same. */
function chooseType(store: DocStore, id: NodeId, auth: Auth, type: string): void {
  setAuthType(store, id, type);
  for (const { name, initial, options } of AUTH_FORMS[type]?.fields ?? []) {
    const value = initial ?? options?.[0]?.value ?? '';
    if (value !== '' && auth.params[type]?.[name] === undefined)
      setAuthParam(store, id, type, name, value);
  }
}

function AuthFields({
  id,
  auth,
  type,
}: {
  readonly id: NodeId;
  readonly auth: Auth;
  readonly type: string;
}) {
  const { index } = useDocStore();
  switch (type) {
    case 'inherit': {
      const effective = inheritAuth(index, id);
      const from = effective.from === null ? undefined : index.node(effective.from);
      return (
        <Note>
          {from ? words.inherited(authName(effective.auth.type), from.name) : words.inheritedNone}
        </Note>
      );
    }
    case 'noauth':
      return <Note>{words.none}</Note>;
    default: {
      const form = AUTH_FORMS[type];
      if (form) {
        return (
          <>
            <AuthFormFields id={id} auth={auth} type={type} form={form} />
            {type === 'oauth2' && <OAuth2Tokens id={id} auth={auth} />}
          </>
        );
      }
      return (
        <>
          <Note>{words.unsupported(authName(type))}</Note>
          {Object.entries(auth.params[type] ?? {}).map(([name, value]) => (
            <Kept key={name} name={name} value={value} />
          ))}
        </>
      );
    }
  }
}

function Note({ children }: { readonly children: ReactNode }) {
  return <p className={styles.note}>{children}</p>;
}

function Kept({ name, value }: { readonly name: string; readonly value: JsonValue }) {
  return (
    <>
      <span className={styles.label}>{name}</span>
      <code className={styles.kept}>
        {typeof value === 'string'
          ? '•'.repeat(Math.min(value.length, 8))
          : JSON.stringify(value).slice(0, 80)}
      </code>
    </>
  );
}
