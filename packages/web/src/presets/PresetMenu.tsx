import { Menu } from '@mantine/core';
import { addRows, errorMessage, getRows, type NodeId, type RowOwner } from '@scratchpad/core';
import { IconBookmarkPlus, IconChevronDown, IconListDetails } from '@tabler/icons-react';
import { useDocStore } from '../app/docHooks.ts';
import { setOverlay } from '../app/overlays.ts';
import { showStepToast } from '../app/stepToast.ts';
import { showToast } from '../app/toasts.tsx';
import { addPreset, type HeaderPreset, toPresetRow, usePresets } from './presetStore.ts';
import { presetWords as words } from './words.ts';

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** Inserts a preset into the headers of a request, or makes one of them. */
export function PresetMenu({ id }: { readonly id: NodeId }) {
  const store = useDocStore();
  const presets = usePresets();
  const owner: RowOwner = { node: id, table: 'headers' };
  const insert = ({ name, rows }: HeaderPreset) => {
    addRows(store, owner, rows);
    showStepToast(store, words.inserted(name));
  };
  const save = async () => {
    const name = store.index.node(id)?.name || words.newName;
    try {
      await addPreset(name, getRows(store, owner).map(toPresetRow));
      showToast({
        message: words.savedAs(name),
        show: { label: words.manage, onClick: () => setOverlay({ kind: 'header-presets' }) },
      });
    } catch (error) {
      showToast({ message: words.failed(errorMessage(error)), sticky: true });
    }
  };
  return (
    <Menu position="bottom-end" width={270} offset={4}>
      <Menu.Target>
        <button type="button" className="sp-link">
          {words.presets}
          <IconChevronDown size={14} stroke={2} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah="60vh" style={{ overflow: 'auto' }}>
        {presets.map((preset) => (
          <Menu.Item
            key={preset.id}
            disabled={store.readOnlyReason !== null}
            onClick={() => insert(preset)}
          >
            {words.insert(preset.name, preset.rows.length)}
          </Menu.Item>
        ))}
        {presets.length > 0 && <Menu.Divider />}
        <Menu.Item leftSection={<IconBookmarkPlus {...ICON} />} onClick={() => void save()}>
          {words.save}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconListDetails {...ICON} />}
          onClick={() => setOverlay({ kind: 'header-presets' })}
        >
          {words.manage}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
