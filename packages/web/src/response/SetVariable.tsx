import type { NodeId } from '@scratchpad/core';
import { useId, useState } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { showToast } from '../app/toasts.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { listVariableHomes, setVariable } from './setVariable.ts';
import { responseWords as words } from './words.ts';
import styles from './placeBar.module.css';

/** Asks for the name of a variable and where it lives, and gives it a current value. */
export function SetVariable(props: {
  readonly id: NodeId | null;
  readonly value: string;
  readonly onDone: () => void;
}) {
  const store = useDocStore();
  const { currentValues } = useServices();
  const [env] = useActiveEnvironment();
  const homes = listVariableHomes(store, props.id, env);
  const [owner, setOwner] = useState(homes[0]?.owner ?? '');
  const [name, setName] = useState('');
  const field = useId();
  const home = homes.find((candidate) => candidate.owner === owner) ?? homes[0];
  const key = name.trim();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!home || key === '') return;
        setVariable(store, currentValues, home, key, props.value);
        showToast({ message: words.variableSet(key, home.name) });
        props.onDone();
      }}
    >
      <label htmlFor={field}>{words.variableName}</label>
      <input
        id={field}
        className={styles.input}
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <PlainSelect
        bordered
        label={words.variableHome}
        value={home?.owner ?? ''}
        options={homes.map((candidate) => ({ value: candidate.owner, label: candidate.name }))}
        onChange={setOwner}
      />
      <code className={styles.value}>{props.value.slice(0, 200)}</code>
      <button type="submit" className="sp-button" disabled={key === ''}>
        {words.setValue}
      </button>
    </form>
  );
}
