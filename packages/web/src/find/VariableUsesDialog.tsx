import { Button, Modal } from '@mantine/core';
import { getRows, type RowOwner } from '@scratchpad/core';
import { isVariableName, renameVariable, sameInOtherEnvironments } from '@scratchpad/core/find';
import { type FormEvent, useState } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore } from '../app/docHooks.ts';
import { showStepToast } from '../app/stepToast.ts';
import { FindResults } from './FindResults.tsx';
import { useVariableUses } from './useVariableUses.ts';
import { findWords } from './words.ts';
import styles from './variableUses.module.css';

const words = findWords.uses;

/** Where a variable is used, and another name for it there. */
export function VariableUsesDialog(props: {
  readonly owner: RowOwner;
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { owner, name, onClose } = props;
  const store = useDocStore();
  const [activeEnv] = useActiveEnvironment();
  const [typed, setTyped] = useState(name);
  const [withOthers, setWithOthers] = useState(true);
  const others = sameInOtherEnvironments(store, { key: name, owner });
  const alongWith = withOthers ? others : [];
  const found = useVariableUses({ key: name, owner, activeEnv, alongWith });
  const isChanged = typed !== name;
  const isValid = isVariableName(typed);
  const isTaken = isChanged && getRows(store, owner).some(({ key }) => key === typed);
  const isReadOnly = store.readOnlyReason !== null;
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged || !isValid || !found.isDone) return;
    const owners = [owner, ...alongWith.map((env) => ({ env }))];
    const definitions = owners.flatMap((one) =>
      getRows(store, one).flatMap(({ id, key }) => (key === name ? [{ owner: one, row: id }] : [])),
    );
    const { replaced, skipped } = renameVariable(store, definitions, found.uses, typed);
    onClose();
    const said = [words.renamed(name, typed, replaced), skipped > 0 && findWords.skipped(skipped)];
    showStepToast(store, said.filter(Boolean).join(' '));
  };
  return (
    <Modal
      opened={props.opened}
      onClose={onClose}
      title={words.title(name)}
      size={760}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      {!isReadOnly && (
        <form className={styles.form} onSubmit={rename}>
          <input
            data-autofocus
            className={styles.name}
            aria-label={words.newName}
            aria-invalid={!isValid || undefined}
            spellCheck={false}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" disabled={!isChanged || !isValid || !found.isDone}>
            {words.rename(found.count)}
          </Button>
        </form>
      )}
      {!isReadOnly && others.length > 0 && (
        <label className={styles.check}>
          <input
            type="checkbox"
            className="sp-check"
            checked={withOthers}
            onChange={(event) => setWithOthers(event.target.checked)}
          />
          {words.withOthers(others.map((id) => store.index.env(id)?.name ?? '').join(', '))}
        </label>
      )}
      {!isValid && (
        <p role="alert" className={styles.problem}>
          {words.badName}
        </p>
      )}
      {isTaken && (
        <p role="alert" className={styles.problem}>
          {words.taken(typed)}
        </p>
      )}
      <p role="status" className={styles.note}>
        {!found.isDone
          ? words.searching
          : found.count === 0
            ? words.none
            : findWords.uses.found(found.count, found.items.length)}
      </p>
      <div className={styles.results} data-empty={found.count === 0 || undefined}>
        <FindResults
          items={found.items}
          insertFor={isChanged && isValid && !isReadOnly ? () => typed : null}
          replacing={null}
          onOpened={onClose}
        />
      </div>
      <p className={styles.note}>{words.how}</p>
    </Modal>
  );
}
