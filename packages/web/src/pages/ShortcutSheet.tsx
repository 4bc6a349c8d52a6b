import { Modal } from '@mantine/core';
import { appWords } from '../app/words.ts';
import { ShortcutList } from './ShortcutList.tsx';

/** The keyboard sheet. */
export function ShortcutSheet({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={appWords.shortcuts}
      size={720}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <ShortcutList />
    </Modal>
  );
}
