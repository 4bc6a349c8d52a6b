import { AppError } from '@scratchpad/core';
import {
  agentErrorSchema,
  encodeSendHead,
  FrameDecoder,
  SEND_CONTENT_TYPE,
} from '@scratchpad/core/wire';
import { connectFetch } from '../ledger/connect.ts';
import { record } from '../ledger/ledger.ts';
import { readNetwork } from '../network/networkStore.ts';
import type { AgentConnection } from './agentConnection.ts';
import type { Sending, SendStream, Transport } from './transport.ts';
import { sendWords } from './words.ts';

/** Why the agent did not take a request. */
export type AgentErrorCode = 'agent-gone' | 'agent-refused';

/** Sends through the agent of this page's origin. Breaking off the call cancels the sending there. */
export class AgentTransport implements Transport {
  readonly name = 'agent';
  readonly #agent: AgentConnection;

  constructor(agent: AgentConnection) {
    this.#agent = agent;
  }

  async *send(sending: Sending, signal: AbortSignal): SendStream {
    record('request', sending.head.url, true);
    const response = await this.#post(sending, signal);
    if (!response.body) throw new AppError<AgentErrorCode>('agent-refused', sendWords.agentRefused);
    const decoder = new FrameDecoder();
    const reader = response.body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        for (const item of decoder.push(value)) {
          if (!(item instanceof Uint8Array) && item.type === 'hop' && item.index > 0)
            record('request', item.request.url, true);
          yield item as never;
        }
      }
      decoder.finish();
    } finally {
      // Leaving early, by cancel or by an error here, must stop the agent, too.
      reader.cancel().catch(() => undefined);
    }
  }

  async #post(sending: Sending, signal: AbortSignal): Promise<Response> {
    const message = new Blob([
      encodeSendHead({ ...sending.head, network: await readNetwork() }),
      ...(sending.body ? [sending.body] : []),
    ]);
    for (let attempt = 0; ; attempt++) {
      const token = await this.#agent.token();
      if (token === null) throw new AppError<AgentErrorCode>('agent-gone', sendWords.agentGone);
      let response: Response;
      try {
        response = await connectFetch('agent', this.#agent.addressOf('/api/agent/send'), {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': SEND_CONTENT_TYPE },
          body: message,
          signal,
        });
      } catch (cause) {
        if (signal.aborted) throw cause;
        void this.#agent.lost();
        throw new AppError<AgentErrorCode>('agent-gone', sendWords.agentGone, { cause });
      }
      if (response.ok) return response;
      if (response.status === 401 && attempt === 0) {
        await this.#agent.lost();
        continue;
      }
      const refusal = agentErrorSchema.safeParse(await response.json().catch(() => null));
      throw new AppError<AgentErrorCode>(
        'agent-refused',
        refusal.data?.message ?? sendWords.agentRefused,
      );
    }
  }
}
