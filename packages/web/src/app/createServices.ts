import { navigate } from 'wouter/use-browser-location';
import { HistoryStore } from '../history/historyStore.ts';
import { AgentConnection } from '../send/agentConnection.ts';
import { CurrentValues } from '../storage/currentValues.ts';
import type { Persistence } from '../storage/saveState.ts';
import { pathPrefix } from './documentPath.ts';
import type { Services } from './services.ts';
import { openTab } from './tabs.ts';
import { showToast } from './toasts.tsx';
import { appWords } from './words.ts';

/** What all documents share, from the first on. */
let device: Pick<Services, 'history' | 'agent'> | undefined;

/** Starts what lives beside all documents. The agent is looked for meanwhile; nothing waits for it. */
function startDevice(): Pick<Services, 'history' | 'agent'> {
  const agent = new AgentConnection();
  void agent.check();
  void warnWhenNearlyFull();
  return { history: new HistoryStore(), agent };
}

/**
 * Starts what lives beside a document.
 * @param scope stands before the owners of current values; each document has its own
 */
export async function createServices(persistence: Persistence, scope: string): Promise<Services> {
  device ??= startDevice();
  const currentValues = new CurrentValues(
    (error) =>
      showToast({
        message: `A current value could not be stored and is only in this tab: ${error instanceof Error ? error.message : String(error)}`,
        sticky: true,
      }),
    scope,
  );
  try {
    await currentValues.load();
  } catch (error) {
    showToast({
      message: `Current values could not be read: ${error instanceof Error ? error.message : String(error)} Initial values are used.`,
      sticky: true,
    });
  }
  return { persistence, currentValues, ...device };
}

/** Above this share of what the browser grants, the user is told before anything fails. */
const NEARLY_FULL = 0.9;

async function warnWhenNearlyFull(): Promise<void> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  if (quota === 0 || usage / quota < NEARLY_FULL) return;
  showToast({
    message: appWords.nearlyFull,
    sticky: true,
    action: {
      label: appWords.settings,
      onClick: () => {
        openTab({ kind: 'settings' }, { keep: true });
        navigate(`${pathPrefix()}/settings/data`);
      },
    },
  });
}
