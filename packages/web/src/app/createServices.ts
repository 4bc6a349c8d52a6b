import { HistoryStore } from '../history/historyStore.ts';
import { AgentConnection } from '../send/agentConnection.ts';
import { CurrentValues } from '../storage/currentValues.ts';
import type { Persistence } from '../storage/saveState.ts';
import type { Services } from './services.ts';
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
  return { persistence, currentValues, history: new HistoryStore(), agent };
}
