import { Button } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { errorMessage } from '@scratchpad/core';
import { useEffect, useState } from 'react';
import { fileWords as words } from '../../send/fileWords.ts';
import {
  canChooseFolder,
  chooseWorkingFolder,
  forgetWorkingFolder,
  onWorkingFolderChanged,
  openWorkingFolder,
  readWorkingFolder,
  type WorkingFolder,
} from '../../send/workingFolder.ts';
import styles from './form.module.css';

/** Where requests find their files. */
export function FilesSection() {
  const [folder, setFolder] = useState<WorkingFolder | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isShown = true;
    const load = () =>
      readWorkingFolder().then(
        (read) => isShown && setFolder(read),
        (error: unknown) => isShown && setProblem(words.failed(errorMessage(error))),
      );
    void load();
    const stop = onWorkingFolderChanged(() => void load());
    return () => {
      isShown = false;
      stop();
    };
  }, []);
  const attempt = async (work: () => Promise<unknown>) => {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(words.failed(errorMessage(error)));
    }
  };
  const open = async () => {
    if (!(await openWorkingFolder())) setProblem(words.refused);
  };
  return (
    <section aria-labelledby="settings-files">
      <div className={styles.head}>
        <h3 id="settings-files">
          {words.title} <span className={styles.local}>{words.local}</span>
        </h3>
        <p>{words.text}</p>
        {!canChooseFolder() && <p className={styles.warn}>{words.unsupported}</p>}
      </div>
      {folder === null ? (
        <p className={styles.none}>{words.none}</p>
      ) : (
        <ul className={styles.list} aria-label={words.title}>
          <li>
            <IconFolder size={16} stroke={1.75} aria-hidden />
            <code>{folder.name}</code>
            <span className={styles.detail}>{folder.isOpen ? '' : words.closed}</span>
          </li>
        </ul>
      )}
      {problem !== null && (
        <p className={styles.error} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        {folder !== null && !folder.isOpen && (
          <Button size="xs" onClick={() => void attempt(open)}>
            {words.open}
          </Button>
        )}
        {canChooseFolder() && (
          <Button
            size="xs"
            variant="default"
            onClick={() => void attempt(() => chooseWorkingFolder())}
          >
            {folder === null ? words.choose : words.chooseOther}
          </Button>
        )}
        {folder !== null && (
          <Button
            size="xs"
            variant="default"
            onClick={() => void attempt(() => forgetWorkingFolder())}
          >
            {words.forget}
          </Button>
        )}
      </div>
    </section>
  );
}
