import type { NodeId } from '@scratchpad/core';
import { memo } from 'react';
import { useNodeSummary } from '../app/docHooks.ts';
import { appWords } from '../app/words.ts';
import { anchorOf, type DocEntry } from './entries.ts';
import { documentationWords as words } from './words.ts';

/** Deeper than this the contents are not indented any more. */
const MAX_DEPTH = 4;

/** Everything on the page by name, each a way to it. */
export function TableOfContents(props: {
  readonly entries: readonly DocEntry[];
  /** What is being read. */
  readonly current: NodeId | null;
}) {
  return (
    <nav className="doc-toc" aria-labelledby="doc-toc-title">
      <h2 id="doc-toc-title">{words.toc}</h2>
      <ul>
        {props.entries.map(({ id, depth }) => (
          <TocItem key={id} id={id} depth={depth} isCurrent={id === props.current} />
        ))}
      </ul>
    </nav>
  );
}

const TocItem = memo(function TocItem(props: {
  readonly id: NodeId;
  readonly depth: number;
  readonly isCurrent: boolean;
}) {
  const { id, depth, isCurrent } = props;
  const name = useNodeSummary(id)?.name || appWords.untitled;
  return (
    <li data-depth={Math.min(depth, MAX_DEPTH)}>
      <a
        href={`#${anchorOf(id)}`}
        aria-current={isCurrent ? 'location' : undefined}
        onClick={(event) => {
          // The address names the tab; a place on the page is not part of it.
          event.preventDefault();
          document.getElementById(anchorOf(id))?.scrollIntoView();
        }}
      >
        {depth === 0 ? words.overview : name}
      </a>
    </li>
  );
});
