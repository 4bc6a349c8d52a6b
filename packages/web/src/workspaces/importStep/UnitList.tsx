import { IconBox, IconBraces, IconSearch } from '@tabler/icons-react';
import type { UnitRef } from '@scratchpad/core/workspace';
import { useState } from 'react';
import { workspaceWords as words } from '../words.ts';
import type { DryRun } from './dryRun.ts';
import type { Source } from './useImportStep.ts';
import styles from './importStep.module.css';

const ICON = { size: 15, stroke: 1.75, 'aria-hidden': true } as const;

/** What the pad has, to tick: collections, and below them the environments that they use. */
export function UnitList(props: {
  readonly source: Source | null;
  readonly isChosen: (ref: UnitRef) => boolean;
  readonly uses: ReadonlyMap<string, number>;
  readonly dryRun: DryRun | null;
  readonly onChoose: (ref: UnitRef) => void;
  readonly onChooseAll: () => void;
}) {
  const { source, dryRun } = props;
  const [filter, setFilter] = useState('');
  const nameOf = ({ kind, id }: UnitRef) =>
    (kind === 'collection' ? source?.pad.index.node(id)?.name : source?.pad.index.env(id)?.name) ??
    '';
  const needle = filter.trim().toLowerCase();
  const shown = source?.units.filter((ref) => nameOf(ref).toLowerCase().includes(needle)) ?? [];
  const row = (ref: UnitRef) => {
    const planned = dryRun?.units.find(({ plan }) => plan.content.id === ref.id);
    const used = props.uses.get(ref.id) ?? 0;
    return (
      <li key={ref.id}>
        <label>
          <input
            type="checkbox"
            className="sp-check"
            checked={props.isChosen(ref)}
            onChange={() => props.onChoose(ref)}
          />
          {ref.kind === 'collection' ? <IconBox {...ICON} /> : <IconBraces {...ICON} />}
          <span className={styles.unitName}>{nameOf(ref)}</span>
          {ref.kind === 'environment' && used > 0 && (
            <span className={styles.used}>{words.usedBy(used)}</span>
          )}
        </label>
        <span className={styles.action} data-action={planned?.plan.action}>
          {planned
            ? words.actions[planned.plan.action]
            : ref.kind === 'collection'
              ? source?.pad.index.requestCount(ref.id)
              : ''}
        </span>
      </li>
    );
  };
  const collections = shown.filter(({ kind }) => kind === 'collection');
  const environments = shown.filter(({ kind }) => kind === 'environment');
  return (
    <div className={styles.left}>
      <div className={styles.listHead}>
        <div className={styles.filter}>
          <IconSearch size={14} stroke={2} aria-hidden />
          <input
            data-autofocus
            aria-label={words.filter}
            placeholder={words.filter}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </div>
        <button type="button" className={styles.show} onClick={props.onChooseAll}>
          {words.selectAll}
        </button>
      </div>
      {source && source.units.length === 0 && <p className={styles.hint}>{words.emptyPad}</p>}
      <ul className={styles.units} aria-label={words.collections}>
        {collections.map(row)}
      </ul>
      {environments.length > 0 && (
        <>
          <p className={styles.groupHead}>
            <strong>{words.environments}</strong> <span>{words.suggested}</span>
          </p>
          <ul className={styles.units} aria-label={words.environments}>
            {environments.map(row)}
          </ul>
        </>
      )}
    </div>
  );
}
