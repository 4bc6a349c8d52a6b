import { addRows, lookUp, type ScopedVariable } from '@scratchpad/core';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useEnvContent } from '../app/docHooks.ts';
import { setOverlay } from '../app/overlays.ts';
import { useServices } from '../app/services.ts';
import type { Anchor } from './CompletionList.tsx';
import { useScopesHere } from './scopesContext.ts';
import { isResolved } from './variableSegments.ts';
import { useVariablePlace } from './variablePlace.ts';
import { editorWords as words } from './words.ts';
import styles from './variableCard.module.css';

/** The card of one variable as something that floats under it. */
export function VariableHoverCard(props: {
  readonly name: string;
  readonly anchor: Anchor;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
  readonly onClose: () => void;
}) {
  const card = useRef<HTMLDivElement>(null);
  const below = window.innerHeight - props.anchor.top > 220;
  const { onClose } = props;
  useEffect(() => {
    // A page that scrolls takes the variable away from under its card; a click elsewhere is done with it.
    const outside = (event: Event) => {
      if (!(event.target instanceof Node && card.current?.contains(event.target))) onClose();
    };
    document.addEventListener('pointerdown', outside, true);
    document.addEventListener('wheel', outside, true);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      document.removeEventListener('wheel', outside, true);
    };
  }, [onClose]);
  return createPortal(
    <div
      ref={card}
      className={styles.floating}
      role="dialog"
      aria-label={`{{${props.name}}}`}
      onMouseEnter={props.onEnter}
      // The field that it belongs to lost the focus to it: that is no reason to go.
      onFocus={props.onEnter}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) props.onLeave();
      }}
      onMouseLeave={() => {
        if (!card.current?.contains(document.activeElement)) props.onLeave();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      style={{
        left: Math.max(8, Math.min(props.anchor.left, window.innerWidth - 346)),
        ...(below
          ? { top: props.anchor.top + 6 }
          : { bottom: window.innerHeight - props.anchor.top + props.anchor.lineHeight + 6 }),
      }}
    >
      <VariableCard name={props.name} onDone={onClose} />
    </div>,
    document.body,
  );
}

/** What a name stands for: its value, where that comes from, what it hides; an unknown one can be made here. */
export function VariableCard({
  name,
  onDone,
}: {
  readonly name: string;
  readonly onDone: () => void;
}) {
  const scopes = useScopesHere();
  const found = lookUp(scopes, name);
  if (found)
    return (
      <Known name={name} variable={found.variable} overrides={found.overrides} onDone={onDone} />
    );
  if (isResolved(scopes, name)) {
    return (
      <div className={styles.card}>
        <div className={styles.head}>
          <span className="sp-var">{`{{${name}}}`}</span>
        </div>
        <div className={styles.note}>{words.dynamic}</div>
      </div>
    );
  }
  return <Unknown name={name} onDone={onDone} />;
}

function Known(props: {
  readonly name: string;
  readonly variable: ScopedVariable;
  readonly overrides: readonly ScopedVariable[];
  readonly onDone: () => void;
}) {
  const { variable, overrides } = props;
  const { currentValues } = useServices();
  const place = useVariablePlace(variable.scope);
  const [edited, setEdited] = useState<string | null>(null);
  const shown = (value: string) => (variable.secret ? '••••' : value);
  const owner = place.owner;
  // What a script made stands in no row: there is nothing to rename.
  const rowOwner = variable.row ? place.rows : null;
  const save = () => {
    if (edited !== null && owner !== null && variable.row)
      currentValues.set(owner, variable.row.id, edited);
    props.onDone();
  };
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <span className={styles.title}>{`{{${props.name}}}`}</span>
        <span className={styles.chip}>{place.chip}</span>
      </div>
      <dl className={styles.facts}>
        <dt>{words.currentValue}</dt>
        <dd>
          {edited === null ? (
            shown(variable.value)
          ) : (
            <input
              className={styles.input}
              aria-label={words.currentValue}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person just asked to edit it
              autoFocus
              value={edited}
              onChange={(event) => setEdited(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') save();
              }}
            />
          )}
        </dd>
        {variable.initial !== undefined && (
          <>
            <dt>{words.initialValue}</dt>
            <dd className={styles.soft}>{shown(variable.initial)}</dd>
          </>
        )}
        {overrides.map((hidden) => (
          <Overridden key={hidden.scope} variable={hidden} />
        ))}
      </dl>
      {owner !== null && (
        <div className={styles.foot}>
          <span>{words.staysHere}</span>
          {rowOwner !== null && (
            <button
              type="button"
              className={styles.link}
              onClick={() => {
                props.onDone();
                setOverlay({ kind: 'variable-uses', owner: rowOwner, key: variable.key });
              }}
            >
              {words.uses}
            </button>
          )}
          {edited === null ? (
            <button type="button" className={styles.link} onClick={() => setEdited(variable.value)}>
              {words.edit}
            </button>
          ) : (
            <button type="button" className={styles.link} onClick={save}>
              {words.save}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Overridden({ variable }: { readonly variable: ScopedVariable }) {
  const place = useVariablePlace(variable.scope);
  return (
    <>
      <dt>{words.overrides}</dt>
      <dd>
        {place.name}: <s className={styles.soft}>{variable.secret ? '••••' : variable.value}</s>
      </dd>
    </>
  );
}

function Unknown({ name, onDone }: { readonly name: string; readonly onDone: () => void }) {
  const store = useDocStore();
  const [env] = useActiveEnvironment();
  const environment = useEnvContent(env);
  const [value, setValue] = useState('');
  const add = () => {
    const owner = environment ? { env: environment.id } : ({ globals: true } as const);
    addRows(store, owner, [{ key: name, value }]);
    onDone();
  };
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <span className={styles.titleUnresolved}>{`{{${name}}}`}</span>
        <span className={styles.chip}>{words.noValue}</span>
      </div>
      <div className={styles.note}>{words.sentAsWritten}</div>
      <form
        className={styles.create}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <input
          className={styles.input}
          aria-label={words.value}
          placeholder={words.value}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <button type="submit" className={styles.button}>
          {words.addTo(environment?.name ?? words.globals)}
        </button>
      </form>
    </div>
  );
}
