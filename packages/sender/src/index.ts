export { createAgent, type Agent, type AgentOptions } from './agent/createAgent.ts';
export { send, type SendOptions } from './send/send.ts';
export type { SendBody } from './send/requestBody.ts';
export { TransportPool } from './transport/transportPool.ts';
