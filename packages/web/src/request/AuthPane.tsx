import {
  type Auth,
  authName,
  inheritAuth,
  isSupportedAuth,
  type JsonValue,
  type NodeId,
  setAuthParam,
  setAuthType,
  SUPPORTED_AUTH,
} from '@scratchpad/core';
import { type ReactNode, useId, useState } from 'react';
import { useDocStore, useNodeContent, useTopic } from '../app/docHooks.ts';
import { VariableField } from '../editors/VariableField.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { requestWords } from './words.ts';
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
        onChange={(type) => setAuthType(store, id, type)}
      />
      <AuthFields id={id} auth={auth} type={shownType} />
    </div>
  );
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
    case 'apikey':
      return (
        <>
          <Field id={id} auth={auth} name="key" label={words.key} />
          <Field id={id} auth={auth} name="value" label={words.value} secret />
          <Choice
            id={id}
            auth={auth}
            name="in"
            label={words.in}
            options={[
              { value: 'header', label: words.inHeader },
              { value: 'query', label: words.inQuery },
            ]}
          />
        </>
      );
    case 'bearer':
      return (
        <>
          <Field id={id} auth={auth} name="token" label={words.token} secret />
          <Note>{words.header}</Note>
        </>
      );
    case 'basic':
      return (
        <>
          <Field id={id} auth={auth} name="username" label={words.username} />
          <Field id={id} auth={auth} name="password" label={words.password} secret />
          <Note>{words.header}</Note>
        </>
      );
    default:
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

interface FieldProps {
  readonly id: NodeId;
  readonly auth: Auth;
  readonly name: string;
  readonly label: string;
}

function valueOf({ auth, name }: Pick<FieldProps, 'auth' | 'name'>): string {
  const value = auth.params[auth.type]?.[name];
  return value === undefined || value === null
    ? ''
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}

function Field(props: FieldProps & { readonly secret?: boolean }) {
  const store = useDocStore();
  const [shown, setShown] = useState(false);
  const value = valueOf(props);
  // A variable is no secret: its name is shown, its value is masked where that is asked for.
  const masked = props.secret === true && !shown && value !== '' && !value.includes('{{');
  return (
    <>
      <span className={styles.label}>{props.label}</span>
      <div className={styles.field}>
        <VariableField
          look="field"
          label={props.label}
          value={value}
          masked={masked}
          onChange={(next) => setAuthParam(store, props.id, props.auth.type, props.name, next)}
        />
        {props.secret && value !== '' && !value.includes('{{') && (
          <button
            type="button"
            className={styles.show}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? words.hide : words.show}
          </button>
        )}
      </div>
    </>
  );
}

function Choice(
  props: FieldProps & {
    readonly options: readonly { readonly value: string; readonly label: string }[];
  },
) {
  const store = useDocStore();
  return (
    <>
      <span className={styles.label}>{props.label}</span>
      <PlainSelect
        bordered
        disabled={store.readOnlyReason !== null}
        label={props.label}
        value={valueOf(props) || (props.options[0]?.value ?? '')}
        options={props.options}
        onChange={(next) => setAuthParam(store, props.id, props.auth.type, props.name, next)}
      />
    </>
  );
}
