import { IconTerminal2 } from '@tabler/icons-react';
import { keysOf } from '../app/shortcuts.ts';
import { useConsoleErrors } from './consoleLog.ts';
import { toggleConsole, useConsolePanel } from './consolePanel.ts';
import { consoleWords as words } from './words.ts';
import styles from './consoleButton.module.css';

/** Opens and closes the console; tells how many errors are in it. */
export function ConsoleButton(props: {
  readonly className?: string | undefined;
  readonly wordClassName?: string | undefined;
}) {
  const { open } = useConsolePanel();
  const errors = useConsoleErrors();
  return (
    <button
      type="button"
      className={props.className}
      aria-pressed={open}
      title={keysOf('console')}
      onClick={toggleConsole}
    >
      <IconTerminal2 size={14} stroke={2} aria-hidden />
      <span className={props.wordClassName}>{words.name}</span>
      {errors > 0 && (
        <span className={styles.errors}>
          <span aria-hidden>{errors}</span>
          <span className="sp-visually-hidden">{words.errors(errors)}</span>
        </span>
      )}
    </button>
  );
}
