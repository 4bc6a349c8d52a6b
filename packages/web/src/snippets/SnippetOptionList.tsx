import type { SnippetOption, SnippetOptions } from '@scratchpad/core/snippets';
import { useId } from 'react';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { snippetWords as words } from './words.ts';
import styles from './snippetOptionList.module.css';

/** What a person can choose about the code. A value that is the default is not kept. */
export function SnippetOptionList(props: {
  readonly options: readonly SnippetOption[];
  readonly values: SnippetOptions;
  readonly fillsVariables: boolean;
  readonly onFill: (fills: boolean) => void;
  readonly onChange: (values: SnippetOptions) => void;
}) {
  const { options, values } = props;
  const set = (option: SnippetOption, value: boolean | number | string) => {
    const { [option.id]: _, ...rest } = values;
    props.onChange(value === option.default ? rest : { ...rest, [option.id]: value });
  };
  return (
    <div className={styles.list} role="group" aria-label={words.options}>
      <Switch
        label={words.fill}
        title={words.fillWhy}
        checked={props.fillsVariables}
        onChange={props.onFill}
      />
      {options.map((option) => {
        const value = values[option.id] ?? option.default;
        return option.type === 'boolean' ? (
          <Switch
            key={option.id}
            label={option.label}
            title={option.description}
            checked={value === true}
            onChange={(checked) => set(option, checked)}
          />
        ) : (
          <Field key={option.id} option={option} value={value} onChange={set} />
        );
      })}
    </div>
  );
}

function Switch(props: {
  readonly label: string;
  readonly title: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label className={styles.row} title={props.title}>
      <span>{props.label}</span>
      <input
        type="checkbox"
        className="sp-check"
        checked={props.checked}
        onChange={(event) => props.onChange(event.target.checked)}
      />
    </label>
  );
}

function Field(props: {
  readonly option: SnippetOption;
  readonly value: boolean | number | string;
  readonly onChange: (option: SnippetOption, value: number | string) => void;
}) {
  const { option, value } = props;
  const id = useId();
  return (
    <div className={styles.row} title={option.description}>
      <label htmlFor={id}>{option.label}</label>
      {option.type === 'choice' ? (
        <PlainSelect
          id={id}
          label={option.label}
          value={String(value)}
          options={option.choices.map((choice) => ({ value: choice, label: choice }))}
          onChange={(chosen) => props.onChange(option, chosen)}
        />
      ) : (
        <input
          id={id}
          type="number"
          min={0}
          className={styles.number}
          value={String(value)}
          onChange={({ target }) => {
            const number = target.valueAsNumber;
            if (Number.isInteger(number) && number >= 0) props.onChange(option, number);
          }}
        />
      )}
    </div>
  );
}
