import { createContext, useContext, useSyncExternalStore } from 'react';
import type { AgentConnection } from '../send/agentConnection.ts';
import type { HistoryStore } from '../history/historyStore.ts';
import type { CurrentValues, ValueOwner } from '../storage/currentValues.ts';
import type { Persistence, SaveState } from '../storage/saveState.ts';

/** What lives beside the document for as long as the page does. */
export interface Services {
  readonly persistence: Persistence;
  readonly currentValues: CurrentValues;
  readonly history: HistoryStore;
  readonly agent: AgentConnection;
}

export const ServicesContext = createContext<Services | null>(null);

/** The services. @throws when used outside their provider, which is a defect of the caller */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesContext above it.');
  return services;
}

/** Whether everything typed so far is on disk. */
export function useSaveState(): SaveState {
  const { persistence } = useServices();
  return useSyncExternalStore(
    (listener) => persistence.subscribe(listener),
    () => persistence.saveState,
  );
}

/** Current values of one owner, by row id. */
export function useCurrentValues(owner: ValueOwner): ReadonlyMap<string, string> {
  const { currentValues } = useServices();
  return useSyncExternalStore(currentValues.subscribe, () => currentValues.of(owner));
}
