import { Button, Modal } from '@mantine/core';
import { bulkTextToRows, errorMessage, rowsToBulkText, type RowId } from '@scratchpad/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import {
  addPreset,
  type HeaderPreset,
  removePreset,
  toPresetRow,
  updatePreset,
  usePresets,
} from './presetStore.ts';
import { presetWords as words } from './words.ts';
import styles from './presets.module.css';

/** All header presets: their names and rows. Every change is stored at once. */
export function PresetsDialog(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const presets = usePresets();
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const preset = presets.find(({ id }) => id === chosen) ?? presets[0];
  const attempt = (change: Promise<unknown>) => {
    change.then(
      () => setProblem(null),
      (error: unknown) => setProblem(words.failed(errorMessage(error))),
    );
  };
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={words.title}
      size={720}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <p className={styles.text}>{presets.length === 0 ? words.none : words.text}</p>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.panes}>
        <div className={styles.side}>
          <ul className={styles.list} aria-label={words.list}>
            {presets.map(({ id, name }) => (
              <li key={id}>
                <button
                  type="button"
                  className={styles.item}
                  aria-current={id === preset?.id || undefined}
                  onClick={() => setChosen(id)}
                >
                  {name}
                </button>
              </li>
            ))}
          </ul>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} stroke={2} />}
            onClick={() => attempt(addPreset(words.newName, []).then(setChosen))}
          >
            {words.add}
          </Button>
        </div>
        {preset && <Preset key={preset.id} preset={preset} attempt={attempt} />}
      </div>
    </Modal>
  );
}

function Preset(props: {
  readonly preset: HeaderPreset;
  readonly attempt: (change: Promise<unknown>) => void;
}) {
  const { preset, attempt } = props;
  const [name, setName] = useState(preset.name);
  const [text, setText] = useState(() =>
    rowsToBulkText(preset.rows.map((row, i) => ({ ...row, id: String(i) as RowId, extra: {} }))),
  );
  return (
    <div className={styles.preset}>
      <input
        className={styles.name}
        aria-label={words.name}
        spellCheck={false}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          attempt(updatePreset(preset.id, { name: event.target.value }));
        }}
      />
      <textarea
        className={styles.rows}
        aria-label={words.rows}
        spellCheck={false}
        placeholder={words.hint}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const rows = bulkTextToRows(event.target.value).map((row) => ({
            ...toPresetRow(row),
            description: preset.rows.find(({ key }) => key === row.key)?.description ?? '',
          }));
          attempt(updatePreset(preset.id, { rows }));
        }}
      />
      <div className={styles.foot}>
        <small>{words.hint}</small>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTrash size={14} stroke={2} />}
          onClick={() => attempt(removePreset(preset.id))}
        >
          {words.remove}
        </Button>
      </div>
    </div>
  );
}
