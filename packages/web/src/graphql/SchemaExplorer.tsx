import { IconArrowLeft } from '@tabler/icons-react';
import type { GraphQLSchema } from 'graphql';
import { useMemo, useState } from 'react';
import { searchSchema } from './searchSchema.ts';
import { SchemaType } from './SchemaType.tsx';
import { graphqlWords as words } from './words.ts';
import styles from './schemaExplorer.module.css';

/** A type, and one of its fields that is looked at. */
export interface SchemaPlace {
  readonly type: string;
  readonly field?: string | undefined;
}

/** More hits than these are not listed. */
const MAX_HITS = 200;

/** The schema to read: where queries begin, each type with its fields, and a search over all names. */
export function SchemaExplorer(props: {
  readonly schema: GraphQLSchema;
  /** The places gone through, the present one last; none for the start. */
  readonly trail: readonly SchemaPlace[];
  readonly onTrail: (trail: readonly SchemaPlace[]) => void;
}) {
  const { schema, trail, onTrail } = props;
  const [text, setText] = useState('');
  const hits = useMemo(() => searchSchema(schema, text, MAX_HITS), [schema, text]);
  const place = trail.at(-1);
  const type = place && schema.getType(place.type);
  const go = (to: SchemaPlace) => {
    setText('');
    onTrail([...trail, to]);
  };
  return (
    <section className={styles.explorer} aria-label={words.docs}>
      <div className={styles.search}>
        <input
          type="search"
          className={styles.input}
          aria-label={words.search}
          placeholder={words.search}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className={styles.content}>
        {hits ? (
          <Hits hits={hits.places} more={hits.total - hits.places.length} onGo={go} />
        ) : type ? (
          <>
            <button
              type="button"
              className={styles.back}
              onClick={() => onTrail(trail.slice(0, -1))}
            >
              <IconArrowLeft size={14} stroke={2} aria-hidden />
              {words.back}
            </button>
            <SchemaType
              key={type.name}
              schema={schema}
              type={type}
              field={place.field}
              onGo={(name) => go({ type: name })}
            />
          </>
        ) : (
          <Start schema={schema} onGo={go} />
        )}
      </div>
    </section>
  );
}

function Hits(props: {
  readonly hits: readonly SchemaPlace[];
  readonly more: number;
  readonly onGo: (place: SchemaPlace) => void;
}) {
  if (props.hits.length === 0) return <p className={styles.note}>{words.nothing}</p>;
  return (
    <>
      <ul className={styles.list}>
        {props.hits.map((hit) => (
          <li key={`${hit.type}.${hit.field ?? ''}`}>
            <button type="button" className={styles.link} onClick={() => props.onGo(hit)}>
              {hit.type}
              {hit.field !== undefined && `.${hit.field}`}
            </button>
          </li>
        ))}
      </ul>
      {props.more > 0 && <p className={styles.note}>{words.more(props.more)}</p>}
    </>
  );
}

function Start(props: {
  readonly schema: GraphQLSchema;
  readonly onGo: (place: SchemaPlace) => void;
}) {
  const { schema, onGo } = props;
  const roots = [
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ].flatMap((type) => (type ? [type.name] : []));
  const types = Object.keys(schema.getTypeMap())
    .filter((name) => !name.startsWith('__') && !roots.includes(name))
    .sort();
  const list = (names: readonly string[]) => (
    <ul className={styles.list}>
      {names.map((name) => (
        <li key={name}>
          <button type="button" className={styles.link} onClick={() => onGo({ type: name })}>
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <h3 className={styles.heading}>{words.roots}</h3>
      {list(roots)}
      <h3 className={styles.heading}>{words.types}</h3>
      {list(types)}
    </>
  );
}
