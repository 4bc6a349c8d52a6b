import { type HttpContent, type NodeId, setField } from '@scratchpad/core';
import { Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useDocStore } from '../app/docHooks.ts';
import { MethodBox } from './MethodBox.tsx';
import { UrlField } from './UrlField.tsx';
import { requestWords as words } from './words.ts';
import styles from './requestLine.module.css';

/** Method, URL and Send. While something is under way Send is Cancel, of the same width. */
export function RequestLine(props: {
  readonly id: NodeId;
  readonly content: HttpContent;
  readonly sending: boolean;
  readonly onSend: () => void;
  readonly onSendAndDownload: () => void;
  readonly onCancel: () => void;
  readonly onCurl: (problem: string | null) => void;
}) {
  const store = useDocStore();
  const { id, content, sending } = props;
  return (
    <div className={styles.line}>
      <div className={styles.field}>
        <MethodBox
          value={content.method}
          onChange={(method) => setField(store, id, 'method', method)}
        />
        <UrlField id={id} content={content} onSend={props.onSend} onCurl={props.onCurl} />
      </div>
      {sending ? (
        <button type="button" className={styles.cancel} onClick={props.onCancel}>
          <span className={styles.ring} aria-hidden="true" />
          {words.cancel}
        </button>
      ) : (
        <div className={styles.send}>
          <button
            type="button"
            className={styles.sendButton}
            onClick={props.onSend}
            title={`${words.send} (Ctrl Enter)`}
          >
            {words.send}
          </button>
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className={styles.sendMore} aria-label={words.sendOptions}>
                <IconChevronDown size={14} stroke={2} aria-hidden />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
                onClick={props.onSendAndDownload}
              >
                {words.sendAndDownload}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
    </div>
  );
}
