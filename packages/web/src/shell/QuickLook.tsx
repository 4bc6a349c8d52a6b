import { Popover, Tooltip } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { lazy, Suspense, useEffect } from 'react';
import { setQuickLook, toggleQuickLook, useQuickLook } from '../app/quickLook.ts';
import { keysOf } from '../app/shortcuts.ts';
import { appWords } from '../app/words.ts';

const QuickLookPanel = lazy(async () => ({
  default: (await import('./QuickLookPanel.tsx')).QuickLookPanel,
}));

/** The eye beside the environment: what variables say now, without leaving the page. */
export function QuickLook({ className }: { readonly className: string | undefined }) {
  const opened = useQuickLook();
  useEffect(() => {
    if (!opened) return;
    // While its content is fetched it has no focus, and would not hear of it.
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && setQuickLook(false);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [opened]);
  return (
    <Popover
      opened={opened}
      onChange={setQuickLook}
      position="top-end"
      withinPortal
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={`${appWords.quickLook} (${keysOf('quickLook')})`} disabled={opened}>
          <button
            type="button"
            className={className}
            aria-label={appWords.quickLook}
            onClick={toggleQuickLook}
          >
            <IconEye size={14} stroke={2} aria-hidden />
          </button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={appWords.quickLook} p={0}>
        <Suspense fallback={null}>{opened && <QuickLookPanel />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
