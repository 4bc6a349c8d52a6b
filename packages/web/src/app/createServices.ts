import { HistoryStore } from '../history/historyStore.ts';
import { AgentConnection } from '../send/agentConnection.ts';
import { CurrentValues } from '../storage/currentValues.ts';
import type { Persistence } from '../storage/saveState.ts';
import type { Services } from './services.ts';
import { appWords } from './words.ts';
import { openTab } from './tabs.ts';
import { navigate } from 'wouter/use-browser-location';
import { showToast } from './toasts.tsx';

/** Starts what lives beside the document. The agent is looked for meanwhile; nothing waits for it. */
export async function createServices(persistence: Persistence): Promise<Services> {
  const currentValues = new CurrentValues((error) =>
    showToast({
      message: `A current value could not be stored and is only in this tab: ${error instanceof Error ? error.message : String(error)}`,
      sticky: true,
    }),
  );
  const agent = new AgentConnection();
  void agent.check();
  try {
    await currentValues.load();
  } catch (error) {
    showToast({
      message: `Current values could not be read: ${error instanceof Error ? error.message : String(error)} Initial values are used.`,
      sticky: true,
    });
  }
  void warnWhenNearlyFull();
  return { persistence, currentValues, history: new HistoryStore(), agent };
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
        navigate('/settings/data');
      },
    },
  });
}
