import { Popover } from '@mantine/core';
import { IconCopy, IconVariablePlus } from '@tabler/icons-react';
import type { NodeId } from '@scratchpad/core';
import { useState } from 'react';
import { IconButton } from '../ui/IconButton.tsx';
import type { BodyPlace } from './placeExtension.ts';
import { SetVariable } from './SetVariable.tsx';
import { responseWords as words } from './words.ts';
import styles from './placeBar.module.css';

/** Below a body: the path of the value at the caret, to copy, and a variable from it or from what is selected. */
export function PlaceBar({
  place,
  id,
}: {
  readonly place: BodyPlace | null;
  /** The request that was answered; null in the history. */
  readonly id: NodeId | null;
}) {
  const [setting, setSetting] = useState(false);
  const [copied, setCopied] = useState(false);
  const path = place?.path ?? null;
  const value = place?.value ?? null;
  const copy = async () => {
    if (path === null) return;
    await navigator.clipboard.writeText(path);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <div className={styles.bar}>
      {path === null ? (
        <span className={styles.hint}>{words.placeHint}</span>
      ) : (
        <>
          <code className={styles.path} title={path}>
            {path}
          </code>
          <IconButton label={copied ? words.copied : words.copyPath} onClick={() => void copy()}>
            <IconCopy size={14} stroke={2} aria-hidden />
          </IconButton>
        </>
      )}
      <span className={styles.spring} />
      <Popover
        opened={setting}
        onChange={setSetting}
        position="top-end"
        width={300}
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <button
            type="button"
            className={styles.set}
            disabled={value === null}
            onClick={() => setSetting(!setting)}
          >
            <IconVariablePlus size={14} stroke={2} aria-hidden />
            {words.setVariable}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          {value !== null && <SetVariable id={id} value={value} onDone={() => setSetting(false)} />}
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
