import { Menu, Tooltip } from '@mantine/core';
import {
  deleteItems,
  DRAFTS,
  duplicateNodes,
  type NodeId,
  renameNode,
  restoreBatch,
} from '@scratchpad/core';
import {
  IconCode,
  IconCopy,
  IconDots,
  IconLayoutColumns,
  IconLayoutRows,
  IconLock,
  IconTerminal,
  IconTrash,
} from '@tabler/icons-react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useNodeSummary, useTree } from '../app/docHooks.ts';
import { useServices } from '../app/services.ts';
import { openTab, targetOfNode } from '../app/tabs.ts';
import { showToast } from '../app/toasts.tsx';
import { toggleSnippets, useSnippetState } from '../snippets/snippetState.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { copyAsCurl } from './copyAsCurl.ts';
import { NameField } from '../ui/NameField.tsx';
import { SaveMenu } from './SaveMenu.tsx';
import type { SplitLayout } from './SplitPane.tsx';
import { requestWords as words } from './words.ts';
import styles from './titleRow.module.css';

/** Where the request stands, its name, and what can be done with it as a whole. */
export function TitleRow(props: {
  readonly id: NodeId;
  readonly layout: SplitLayout;
  /** Null where there is room for one layout only. */
  readonly onLayout: ((layout: SplitLayout) => void) | null;
}) {
  const { id, layout } = props;
  const store = useDocStore();
  const node = useNodeSummary(id);
  const { places } = useTree();
  const { readOnlyReason } = store;
  const isDraft = places.get(id) === DRAFTS;
  const isHttp = node?.kind === 'http';
  const services = useServices();
  const [env] = useActiveEnvironment();
  const { open: showsCode } = useSnippetState();
  if (!node) return null;
  const remove = () => {
    const { batch } = deleteItems(store, [id]);
    showToast({
      message: words.deleted(node.name || words.untitled),
      action: { label: words.undo, onClick: () => restoreBatch(store, batch) },
    });
  };
  const duplicate = () => {
    const [copy] = duplicateNodes(store, [id]);
    if (copy) openTab({ kind: 'request', id: copy }, { keep: true });
  };
  return (
    <div className={styles.row}>
      <Path id={id} />
      <NameField
        label={words.name}
        placeholder={words.untitled}
        value={node.name}
        isPlace={(place) => place.kind === 'field' && place.field === 'name' && place.node === id}
        onChange={(name) => renameNode(store, id, name)}
      />
      <span className={styles.spring} />
      {readOnlyReason !== null && (
        <Tooltip label={readOnlyReason} multiline maw={320}>
          <span className={styles.readOnly}>
            <IconLock size={14} stroke={2} aria-hidden />
            {words.readOnly}
          </span>
        </Tooltip>
      )}
      {isDraft && readOnlyReason === null && <SaveMenu id={id} />}
      {isHttp && (
        <IconButton label={words.code} pressed={showsCode} onClick={toggleSnippets}>
          <IconCode size={16} stroke={1.75} aria-hidden />
        </IconButton>
      )}
      {props.onLayout && (
        <IconButton
          label={layout === 'side' ? words.stacked : words.sideBySide}
          onClick={() => props.onLayout?.(layout === 'side' ? 'stacked' : 'side')}
        >
          {layout === 'side' ? (
            <IconLayoutRows size={16} stroke={1.75} aria-hidden />
          ) : (
            <IconLayoutColumns size={16} stroke={1.75} aria-hidden />
          )}
        </IconButton>
      )}
      {(isHttp || readOnlyReason === null) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <button type="button" className={styles.more} aria-label={words.more}>
              <IconDots size={16} stroke={1.75} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {isHttp && (
              <Menu.Item
                leftSection={<IconTerminal size={16} stroke={1.75} aria-hidden />}
                onClick={() => void copyAsCurl({ store, services, env }, id)}
              >
                {words.copyCurl}
              </Menu.Item>
            )}
            {readOnlyReason === null && (
              <>
                <Menu.Item
                  leftSection={<IconCopy size={16} stroke={1.75} aria-hidden />}
                  onClick={duplicate}
                >
                  {words.duplicate}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
                  onClick={remove}
                >
                  {words.delete}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

/** The collection and folders above a node, each a way to it. */
export function Path({ id }: { readonly id: NodeId }) {
  const { index } = useDocStore();
  const { places } = useTree();
  const place = places.get(id);
  const ancestors = index.ancestors(id);
  if (place === DRAFTS) return <span className={styles.path}>{words.drafts} /</span>;
  return (
    <span className={styles.path}>
      {ancestors.map((ancestor) => (
        <PathPart key={ancestor} id={ancestor} />
      ))}
    </span>
  );
}

function PathPart({ id }: { readonly id: NodeId }) {
  const node = useNodeSummary(id);
  if (!node) return null;
  return (
    <>
      <button
        type="button"
        className={styles.part}
        title={node.name}
        onClick={() => openTab(targetOfNode(node.kind, id))}
      >
        {node.name || words.untitled}
      </button>
      <span aria-hidden="true">/</span>
    </>
  );
}
