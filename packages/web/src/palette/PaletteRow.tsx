import {
  IconArrowRight,
  IconBookmark,
  IconBox,
  IconBraces,
  IconFile,
  IconFolder,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Kbd } from '../ui/Kbd.tsx';
import { MethodLabel } from '../ui/MethodLabel.tsx';
import { containsWords, matchRanges, wordsOf } from './fuzzy.ts';
import type { PaletteItem, PaletteMark } from './paletteItem.ts';
import styles from './commandPalette.module.css';

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** One result: its mark, its name with what matches in bold, where it is, its keys. */
export function PaletteRow(props: {
  readonly item: PaletteItem;
  /** Of a request; empty when there is none, or it is not known yet. */
  readonly address: string;
  readonly domId: string;
  /** What was typed, without the sign of the scope. */
  readonly query: string;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}) {
  const { item, address, query, selected } = props;
  const words = wordsOf(query);
  // The address stands there when it is the reason why this was found.
  const isFoundByUrl = words.some(
    (word) =>
      !containsWords([word], `${item.label} ${item.detail}`.toLowerCase()) &&
      containsWords([word], address.toLowerCase()),
  );
  const keys = item.keys ?? (selected ? 'Enter' : null);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keys
    <div
      id={props.domId}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={styles.row}
      onMouseMove={props.onPoint}
      onClick={props.onChoose}
    >
      <span className={styles.icon}>{markOf(item.mark)}</span>{' '}
      <span className={styles.label} data-mono={item.group === 'history' || undefined}>
        <Marked text={item.label} query={query} />
      </span>{' '}
      <span className={styles.detail} data-mono={isFoundByUrl || undefined}>
        {isFoundByUrl ? <Marked text={address} query={query} /> : item.detail}
      </span>
      {keys !== null && <Kbd>{keys}</Kbd>}
    </div>
  );
}

function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of matchRanges(query, text)) {
    parts.push(text.slice(at, start), <b key={start}>{text.slice(start, end)}</b>);
    at = end;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

function markOf(mark: PaletteMark): ReactNode {
  switch (mark.kind) {
    case 'http':
    case 'ws':
      return <MethodLabel kind={mark.kind} method={mark.method} short />;
    case 'collection':
      return <IconBox {...ICON} />;
    case 'folder':
      return <IconFolder {...ICON} />;
    case 'example':
      return <IconBookmark {...ICON} />;
    case 'environment':
      return <IconBraces {...ICON} />;
    case 'page':
      return <IconFile {...ICON} />;
    case 'action':
      return <IconArrowRight {...ICON} />;
  }
}
