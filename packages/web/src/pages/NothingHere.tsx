import { Button } from '@mantine/core';
import { openTab } from '../app/tabs.ts';
import { pageWords } from './words.ts';
import styles from './page.module.css';

/** The address names something that is deleted or never was. */
export function NothingHere() {
  return (
    <div className={styles.nothing}>
      <h1>{pageWords.notHereTitle}</h1>
      <p>{pageWords.notHereText}</p>
      <Button variant="default" onClick={() => openTab({ kind: 'trash' }, { keep: true })}>
        {pageWords.openTrash}
      </Button>
    </div>
  );
}
