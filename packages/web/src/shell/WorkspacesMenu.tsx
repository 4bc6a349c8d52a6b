import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconNote, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useTree } from '../app/docHooks.ts';
import { appWords } from '../app/words.ts';
import styles from './menus.module.css';
import shell from './shell.module.css';

/** Where one works, and where else one could. Today that is the Scratch Pad. */
export function WorkspacesMenu() {
  const [filter, setFilter] = useState('');
  const { collections } = useTree();
  const matches = appWords.pad.toLowerCase().includes(filter.trim().toLowerCase());
  return (
    <Menu position="bottom-start" width={348} offset={4} onClose={() => setFilter('')}>
      <Menu.Target>
        <button
          type="button"
          className={shell.pad}
          aria-label={`${appWords.workspaces}: ${appWords.pad}`}
        >
          <IconNote size={16} stroke={1.75} aria-hidden />
          {appWords.pad}
          <IconChevronDown size={14} stroke={2} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <label className={styles.find}>
          <IconSearch size={15} stroke={1.75} aria-hidden />
          <input
            data-autofocus
            aria-label={appWords.findWorkspace}
            placeholder={appWords.findWorkspace}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </label>
        {matches ? (
          <Menu.Item
            leftSection={<IconNote size={16} stroke={1.75} />}
            rightSection={<IconCheck size={16} stroke={1.75} className={styles.check} />}
            onClick={() => navigate('/')}
          >
            <span className={styles.name}>{appWords.pad}</span>
            <span className={styles.detail}>{appWords.padOnly(collections.length)}</span>
          </Menu.Item>
        ) : (
          <p className={styles.nothing}>{appWords.noWorkspace}</p>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
