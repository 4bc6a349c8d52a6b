import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  agentSessionSchema,
  encodeSendHead,
  SEND_CONTENT_TYPE,
  type SendRequestInput,
} from '@scratchpad/core/wire';
import { onTestFinished } from 'vitest';
import { createAgent, type Agent, type AgentOptions } from '../agent/createAgent.ts';

/** An answer of the agent, whole. */
export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** An agent that serves `files` for the time of one test. */
export async function startAgent(
  files: Record<string, string> = {},
  options: Pick<AgentOptions, 'pairing'> = {},
): Promise<Agent & { webRoot: string }> {
  const webRoot = await mkdtemp(join(tmpdir(), 'scratchpad-agent-'));
  for (const [path, content] of Object.entries({ 'index.html': '<h1>app</h1>', ...files })) {
    await mkdir(dirname(join(webRoot, path)), { recursive: true });
    await writeFile(join(webRoot, path), content);
  }
  const agent = await createAgent({ port: 0, webRoot, ...options });
  onTestFinished(async () => {
    await agent.close();
    await rm(webRoot, { recursive: true });
  });
  return { ...agent, webRoot };
}

/** A call with just these headers; `undefined` takes one away. The path goes out as it is written. */
export function call(
  agent: Agent,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
  body: Uint8Array | string = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: agent.port, method, path, headers });
    request.on('error', reject);
    request.on('response', (response) => {
      buffer(response).then(
        (whole) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: whole }),
        reject,
      );
    });
    request.end(body);
  });
}

/** The code of an answer that is an error. */
export function codeOf({ body }: Answer): unknown {
  return (JSON.parse(body.toString()) as { code: unknown }).code;
}

/** The headers of the agent's own page. */
export function pageHeaders(agent: Agent): OutgoingHttpHeaders {
  return { Origin: agent.url, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' };
}

/** The token of the launch, fetched as the page does. */
async function fetchToken(agent: Agent): Promise<string> {
  const answer = await call(agent, 'POST', '/api/agent/session', pageHeaders(agent), '{}');
  return agentSessionSchema.parse(JSON.parse(answer.body.toString())).token;
}

/** The headers of a sending by the agent's own page. */
export async function sendHeaders(agent: Agent): Promise<OutgoingHttpHeaders> {
  const token = await fetchToken(agent);
  return {
    ...pageHeaders(agent),
    'Content-Type': SEND_CONTENT_TYPE,
    Authorization: `Bearer ${token}`,
  };
}

/** The message that asks the agent to send this. */
export function sendMessage(
  request: Partial<SendRequestInput> & { url: string },
  body = '',
): Buffer {
  const head = encodeSendHead({ id: 'test', method: 'GET', hasBody: body !== '', ...request });
  return Buffer.concat([head, Buffer.from(body)]);
}
