import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { NodeId } from '@scratchpad/core';
import { useRef } from 'react';
import { useHasText, useNodeSummary } from '../app/docHooks.ts';
import { CodeEditor, type CodeEditorHandle } from '../editors/CodeEditor.tsx';
import { useViewState } from '../request/viewState.ts';
import { Segments } from '../response/Segments.tsx';
import { LastRun } from './LastRun.tsx';
import { SNIPPETS } from './snippets.ts';
import { scriptWords as words } from './words.ts';
import styles from './scripts.module.css';

type Listen = 'prerequest' | 'test';

const TEXTS = { prerequest: 'preRequest', test: 'test' } as const;
/** Each the same function always, so that an editor loads once. */
const MORE = {
  prerequest: async () => (await import('./scriptExtensions.ts')).scriptExtensions('prerequest'),
  test: async () => (await import('./scriptExtensions.ts')).scriptExtensions('test'),
};

/** The scripts of a request, a folder or a collection. */
export function ScriptsTab({ id }: { readonly id: NodeId }) {
  const kind = useNodeSummary(id)?.kind;
  const hasPreRequest = useHasText(id, 'preRequest');
  const hasTest = useHasText(id, 'test');
  const [listen, setListen] = useViewState<Listen>(
    `scripts:${id}`,
    hasPreRequest && !hasTest ? 'prerequest' : 'test',
  );
  const editor = useRef<CodeEditorHandle>(null);
  const has = { prerequest: hasPreRequest, test: hasTest };
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <Segments
          label={words.which}
          value={listen}
          options={(['prerequest', 'test'] as const).map((value) => ({
            value,
            label: has[value] ? `${words.names[value]} •` : words.names[value],
          }))}
          onChange={setListen}
        />
        <p className={styles.note}>{kind === 'http' ? words.inherited : words.group}</p>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <button type="button" className={styles.snippets}>
              {words.snippets}
              <IconChevronDown size={14} stroke={2} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown className={styles.menu ?? ''}>
            {SNIPPETS[listen].map(({ label, code }) => (
              <Menu.Item key={label} onClick={() => editor.current?.insert(code)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={styles.editor}>
        <CodeEditor
          key={listen}
          source={{ node: id, text: TEXTS[listen] }}
          language="javascript"
          label={words.editors[listen]}
          placeholder={words.hints[listen]}
          more={MORE[listen]}
          handle={editor}
        />
      </div>
      {kind === 'http' && (
        <LastRun id={id} listen={listen} onLine={(line) => editor.current?.goToLine(line)} />
      )}
    </div>
  );
}
