import { Tooltip } from '@mantine/core';
import { IconBraces, IconFolders, IconHistory, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { setSidebar, toggleSidebar, useSidebar } from '../app/sidebarState.ts';
import { openTab, useActiveTarget } from '../app/tabs.ts';
import { appWords } from '../app/words.ts';
import styles from './shell.module.css';

/** The rail: which panel the sidebar shows, and the two full pages. One Tab stop; arrows move inside. */
export function Rail() {
  const { panel, open } = useSidebar();
  const active = useActiveTarget();
  const bar = useRef<HTMLElement>(null);
  const [stop, setStop] = useState(0);
  const showPanel = (next: 'collections' | 'environments') => {
    if (open && panel === next) toggleSidebar();
    else setSidebar({ open: true, panel: next });
  };
  const items: readonly {
    label: string;
    icon: ReactNode;
    pressed: boolean;
    onClick: () => void;
  }[] = [
    {
      label: appWords.collections,
      icon: <IconFolders size={20} stroke={1.75} aria-hidden />,
      pressed: open && panel === 'collections',
      onClick: () => showPanel('collections'),
    },
    {
      label: appWords.environments,
      icon: <IconBraces size={20} stroke={1.75} aria-hidden />,
      pressed: open && panel === 'environments',
      onClick: () => showPanel('environments'),
    },
    {
      label: appWords.history,
      icon: <IconHistory size={20} stroke={1.75} aria-hidden />,
      pressed: active?.kind === 'history',
      onClick: () => openTab({ kind: 'history' }, { keep: true }),
    },
    {
      label: appWords.trash,
      icon: <IconTrash size={20} stroke={1.75} aria-hidden />,
      pressed: active?.kind === 'trash',
      onClick: () => openTab({ kind: 'trash' }, { keep: true }),
    },
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  };
  return (
    <nav ref={bar} className={styles.railBar} aria-label="Views" onKeyDown={onKeyDown}>
      {items.map((item, i) => (
        <Tooltip key={item.label} label={item.label} position="right">
          <button
            type="button"
            className={styles.rail}
            aria-label={item.label}
            aria-pressed={item.pressed}
            tabIndex={i === stop ? 0 : -1}
            onFocus={() => setStop(i)}
            onClick={item.onClick}
          >
            {item.icon}
          </button>
        </Tooltip>
      ))}
    </nav>
  );
}
