import type { Services } from '../app/services.ts';
import { AgentTransport } from './agentTransport.ts';
import { BrowserTransport } from './browserTransport.ts';
import type { Transport } from './transport.ts';

/** The agent where there is one, else the browser itself. */
export async function chooseTransport({ agent }: Pick<Services, 'agent'>): Promise<Transport> {
  return (await agent.token()) === null ? new BrowserTransport() : new AgentTransport(agent);
}
