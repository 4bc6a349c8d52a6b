import { Button, Menu, Popover } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBraces,
  IconCheck,
  IconChevronDown,
  IconCookie,
  IconLoader2,
  IconPlayerPlay,
  IconSettings,
} from '@tabler/icons-react';
import { type EnvId, errorMessage } from '@scratchpad/core';
import { useEffect, useSyncExternalStore } from 'react';
import { useActiveEnvironment } from '../app/activeEnvironment.ts';
import { useDocStore, useEnvContent, useEnvironments, useTopic } from '../app/docHooks.ts';
import { openSettings } from '../app/openSettings.ts';
import { setOverlay } from '../app/overlays.ts';
import { useSaveState, useServices } from '../app/services.ts';
import { keysOf } from '../app/shortcuts.ts';
import { setSidebar } from '../app/sidebarState.ts';
import { openTab } from '../app/tabs.ts';
import { showToast } from '../app/toasts.tsx';
import { exportAll } from '../app/tryExport.ts';
import { appWords } from '../app/words.ts';
import { ConsoleButton } from '../console/ConsoleButton.tsx';
import { sendWords } from '../send/words.ts';
import { QuickLook } from './QuickLook.tsx';
import styles from './shell.module.css';

/** The status bar: is it saved, is there an agent, which environment is active. */
export function StatusBar({ ready }: { readonly ready: boolean }) {
  return (
    <>
      {ready && <SaveFailure />}
      <footer className={styles.status} data-region>
        <div className={styles.statusGroup}>
          {ready ? (
            <>
              <SaveStatus />
              <AgentStatus />
            </>
          ) : (
            <span className={styles.statusItem}>{appWords.loading}</span>
          )}
        </div>
        <div className={styles.statusGroup}>
          {ready && (
            <>
              <EnvironmentPicker />
              <QuickLook className={styles.statusItem} />
              <button
                type="button"
                className={styles.statusItem}
                title={keysOf('cookies')}
                onClick={() => openSettings('cookies')}
              >
                <IconCookie size={14} stroke={2} aria-hidden />
                <span className={styles.statusWord}>{appWords.cookies}</span>
              </button>
              <ConsoleButton className={styles.statusItem} wordClassName={styles.statusWord} />
              <button
                type="button"
                className={styles.statusItem}
                onClick={() => openTab({ kind: 'runner' }, { keep: true })}
              >
                <IconPlayerPlay size={14} stroke={2} aria-hidden />
                <span className={styles.statusWord}>{appWords.runner}</span>
              </button>
            </>
          )}
        </div>
      </footer>
    </>
  );
}

function SaveStatus() {
  const state = useSaveState();
  const { persistence } = useServices();
  const damaged = useSyncExternalStore(
    (listener) => persistence.subscribe(listener),
    () => persistence.quarantinedRows,
  );
  useEffect(() => {
    if (damaged > 0) showToast({ message: appWords.quarantined(damaged), sticky: true });
    else if (persistence.repairedRows > 0)
      showToast({ message: appWords.repaired(persistence.repairedRows) });
  }, [damaged, persistence]);
  if (state.status === 'failed') {
    return (
      <span className={styles.statusItem} data-tone="danger">
        <IconAlertTriangle size={14} stroke={2} aria-hidden />
        <span>{appWords.notSaved}</span>
      </span>
    );
  }
  const saved = state.status === 'saved';
  return (
    <span className={styles.statusItem} data-tone="ok" data-save-status={state.status}>
      {saved ? (
        <IconCheck size={14} stroke={2} aria-hidden />
      ) : (
        <IconLoader2 size={14} stroke={2} aria-hidden />
      )}
      <span className={styles.statusWord}>{saved ? appWords.saved : appWords.saving}</span>
    </span>
  );
}

/** Stands above the status bar while something is in this tab only. */
function SaveFailure() {
  const state = useSaveState();
  const store = useDocStore();
  const { persistence } = useServices();
  if (state.status !== 'failed') return null;
  return (
    <div className={styles.failure} role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <p>
        {state.message}{' '}
        {state.unsavedChanges > 0 &&
          `${state.unsavedChanges} unsaved changes are only in this tab.`}
      </p>
      <Button size="xs" variant="default" onClick={() => exportAll(store)}>
        {appWords.exportNow}
      </Button>
      <Button size="xs" variant="default" onClick={() => persistence.retry()}>
        {appWords.retry}
      </Button>
    </div>
  );
}

function AgentStatus() {
  const { agent } = useServices();
  const status = useSyncExternalStore(agent.subscribe, () => agent.status);
  const pairedUrl = useSyncExternalStore(agent.subscribe, () => agent.pairedUrl);
  const server = useSyncExternalStore(agent.subscribe, () => agent.server);
  const isPaired = pairedUrl !== null && server !== 'agent';
  if (status === 'connecting' || (status === 'connected' && !isPaired)) {
    return (
      <span className={styles.statusItem}>
        <span className={styles.dot} data-tone={status === 'connected' ? 'ok' : undefined} />
        <span className={styles.statusWord}>
          {status === 'connected' ? appWords.agentConnected : appWords.agentConnecting}
        </span>
      </span>
    );
  }
  const isConnected = status === 'connected';
  const help = isPaired
    ? isConnected
      ? appWords.agentPaired(pairedUrl)
      : appWords.agentHelpPaired(pairedUrl)
    : server === 'other'
      ? appWords.agentHelpElsewhere
      : appWords.agentHelp;
  const unpair = async () => {
    try {
      await agent.unpair();
      showToast({ message: sendWords.pairing.ended });
    } catch (error) {
      showToast({ message: errorMessage(error), sticky: true });
    }
  };
  return (
    <Popover position="top-start" withinPortal trapFocus>
      <Popover.Target>
        <button type="button" className={styles.statusItem}>
          <span className={styles.dot} data-tone={isConnected ? 'ok' : 'warn'} />
          <span>{isConnected ? appWords.agentConnected : appWords.agentAbsent}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.help}>
          <p>{help}</p>
          <div className={styles.helpActions}>
            {!isConnected && (
              <Button size="xs" variant="default" onClick={() => void agent.check()}>
                {appWords.checkAgain}
              </Button>
            )}
            {!isConnected && server !== 'agent' && (isPaired || server === 'other') && (
              <Button size="xs" onClick={() => setOverlay({ kind: 'pair-agent' })}>
                {appWords.pairAgent}
              </Button>
            )}
            {isPaired && (
              <Button size="xs" variant="default" onClick={() => void unpair()}>
                {appWords.unpairAgent}
              </Button>
            )}
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function EnvironmentPicker() {
  const environments = useEnvironments();
  const [active, setActive] = useActiveEnvironment();
  const current = useEnvContent(active);
  const name = active !== null && environments.includes(active) ? current?.name : undefined;
  return (
    <Menu position="top-end" width={240} offset={4}>
      <Menu.Target>
        <button
          type="button"
          className={styles.statusItem}
          data-yields
          aria-label={`${appWords.environment}: ${name ?? appWords.noEnvironment}`}
        >
          <IconBraces size={14} stroke={2} aria-hidden />
          <span className={name === undefined ? undefined : styles.activeEnv}>
            {name ?? appWords.noEnvironment}
          </span>
          <IconChevronDown size={12} stroke={2} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          rightSection={name === undefined ? <IconCheck size={16} stroke={1.75} /> : null}
          onClick={() => setActive(null)}
        >
          {appWords.noEnvironment}
        </Menu.Item>
        {environments.map((id) => (
          <EnvironmentItem key={id} id={id} active={id === active} onChoose={setActive} />
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconBraces size={16} stroke={1.75} />}
          onClick={() => openTab({ kind: 'globals' }, { keep: true })}
        >
          {appWords.globals}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSettings size={16} stroke={1.75} />}
          onClick={() => setSidebar({ open: true, panel: 'environments' })}
        >
          {appWords.manageEnvironments}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function EnvironmentItem(props: {
  readonly id: EnvId;
  readonly active: boolean;
  readonly onChoose: (id: EnvId) => void;
}) {
  const name = useTopic('envs', (index) => index.env(props.id)?.name ?? '');
  return (
    <Menu.Item
      rightSection={props.active ? <IconCheck size={16} stroke={1.75} /> : null}
      onClick={() => props.onChoose(props.id)}
    >
      {name}
    </Menu.Item>
  );
}
