import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { useEffect, useRef } from 'react';
import { DocMarkdown } from '../documentation/DocText.tsx';
import '../editors/prose.css';
import { graphqlWords as words } from './words.ts';
import styles from './schemaExplorer.module.css';

/** One type: what it says of itself, its fields or values, what it can be. */
export function SchemaType(props: {
  readonly schema: GraphQLSchema;
  readonly type: GraphQLNamedType;
  /** The field that is looked at. */
  readonly field: string | undefined;
  readonly onGo: (type: string) => void;
}) {
  const { schema, type, onGo } = props;
  const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
  const fields = hasFields ? Object.values(type.getFields()) : [];
  return (
    <>
      <h3 className={styles.title}>{type.name}</h3>
      {type.description && <DocMarkdown text={type.description} />}
      {(isObjectType(type) || isInterfaceType(type)) && (
        <Names
          title={words.implements}
          names={type.getInterfaces().map(({ name }) => name)}
          onGo={onGo}
        />
      )}
      {isAbstractType(type) && (
        <Names
          title={words.possible}
          names={schema.getPossibleTypes(type).map(({ name }) => name)}
          onGo={onGo}
        />
      )}
      {fields.length > 0 && <h4 className={styles.heading}>{words.fields}</h4>}
      {fields.map((field) => (
        <Field key={field.name} field={field} isCurrent={field.name === props.field} onGo={onGo} />
      ))}
      {isEnumType(type) && (
        <>
          <h4 className={styles.heading}>{words.values}</h4>
          {type.getValues().map((value) => (
            <div key={value.name} className={styles.field}>
              <code>{value.name}</code>
              <About description={value.description} deprecated={value.deprecationReason} />
            </div>
          ))}
        </>
      )}
    </>
  );
}

function Names(props: {
  readonly title: string;
  readonly names: readonly string[];
  readonly onGo: (type: string) => void;
}) {
  if (props.names.length === 0) return null;
  return (
    <p className={styles.names}>
      {props.title}{' '}
      {props.names.map((name) => (
        <button key={name} type="button" className={styles.type} onClick={() => props.onGo(name)}>
          {name}
        </button>
      ))}
    </p>
  );
}

function Field(props: {
  readonly field: GraphQLField<unknown, unknown> | GraphQLInputField;
  readonly isCurrent: boolean;
  readonly onGo: (type: string) => void;
}) {
  const { field, isCurrent, onGo } = props;
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isCurrent) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const args: readonly GraphQLArgument[] = 'args' in field ? field.args : [];
  return (
    <div ref={ref} className={styles.field} data-current={isCurrent || undefined}>
      <div className={styles.signature}>
        <code>{field.name}</code>
        {': '}
        <TypeName type={field.type} onGo={onGo} />
      </div>
      <About description={field.description} deprecated={field.deprecationReason} />
      {args.map((arg) => (
        <div key={arg.name} className={styles.argument}>
          <code>{arg.name}</code>
          {': '}
          <TypeName type={arg.type} onGo={onGo} />
          <About description={arg.description} deprecated={arg.deprecationReason} />
        </div>
      ))}
    </div>
  );
}

/** A type as it is written; its name is a way to it. */
function TypeName(props: { readonly type: GraphQLType; readonly onGo: (type: string) => void }) {
  const { name } = getNamedType(props.type);
  const [before = '', after = ''] = String(props.type).split(name);
  return (
    <span className={styles.typeName}>
      {before}
      <button type="button" className={styles.type} onClick={() => props.onGo(name)}>
        {name}
      </button>
      {after}
    </span>
  );
}

function About(props: {
  readonly description: string | null | undefined;
  readonly deprecated: string | null | undefined;
}) {
  return (
    <>
      {props.deprecated && (
        <p className={styles.deprecated}>{words.deprecated(props.deprecated)}</p>
      )}
      {props.description && <p className={styles.about}>{props.description}</p>}
    </>
  );
}
