import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError, agentHelloSchema } from '../../packages/core/src/wire/index.ts';
import { createAgent, type Agent } from '../../packages/sender/src/index.ts';
import { prepareWeb } from '../lib/buildWeb.ts';
import { openBrowser } from '../lib/openBrowser.ts';
import { ROOT, WEB_DIST } from '../lib/paths.ts';
import { type ServerProcess, startServer, toAgentLink } from '../lib/startServer.ts';
import { endWithParent } from '../lib/taskLifetime.ts';

// `npm start`: builds the web app if need be, serves it and sends its requests, and runs a workspace server beside it,
// until it is told to stop.
const HOST = '127.0.0.1';
const DEFAULT_PORT = 4100;
const DEFAULT_SERVER_PORT = 4200;
/** The pages of other servers that may send through the agent; delete it to end them all. */
const PAIRINGS_FILE = join(process.env.DATA_DIR ?? join(ROOT, 'data'), 'agent', 'pairings.json');

endWithParent();
const { port, serverPort, open } = readOptions();
await prepareWeb();
const agent = await listen(port);
const server = serverPort === null ? null : await startServer(serverPort);
process.stdout.write(`Scratchpad  ${agent.url}\n${server ? describe(server) : ''}`);
// The app is whole without it. It has said what is wrong on stderr.
if (serverPort !== null && !server)
  process.stderr.write(
    'Going on without a workspace server. Choose its port with --server-port N, or leave it out with --no-server.\n',
  );
if (open) openBrowser(agent.url);

let closing = false;
void server?.ended.then(() => {
  if (!closing)
    process.stderr.write(
      'The workspace server has ended. The app goes on without it; what is changed in workspaces waits on this device. To have it back, end this and start it again.\n',
    );
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Ctrl-C reaches us from the terminal and again from run.mjs.
    if (closing) return;
    closing = true;
    void Promise.all([agent.close(), server?.close()]).then(() => process.exit(0));
  });
}

function describe(running: ServerProcess): string {
  const link = toAgentLink(agent.url, running);
  return `Workspaces  ${running.url}\n${link === null ? '' : `Set it up   ${link}\n`}`;
}

function readOptions(): { port: number; serverPort: number | null; open: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: String(DEFAULT_PORT) },
        'no-open': { type: 'boolean', default: false },
        'server-port': { type: 'string', default: String(DEFAULT_SERVER_PORT) },
        'no-server': { type: 'boolean', default: false },
      },
    });
    return {
      port: toPort('--port', values.port),
      serverPort: values['no-server'] ? null : toPort('--server-port', values['server-port']),
      open: !values['no-open'],
    };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function toPort(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  return fail(`${option} wants a number from 0 to 65535, not "${text}".`);
}

async function listen(wantedPort: number): Promise<Agent> {
  try {
    return await createAgent({
      port: wantedPort,
      webRoot: WEB_DIST,
      pairing: { file: PAIRINGS_FILE, onCode: showCode },
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'PAIRINGS_DAMAGED') return fail(error.message);
    if (!(error instanceof AppError && error.code === 'PORT_TAKEN')) throw error;
    const url = `http://${HOST}:${wantedPort}`;
    return fail(
      (await isAgent(url))
        ? `Scratchpad is running already: ${url}. Use that one, or start another with --port N.`
        : `Port ${wantedPort} is taken by another program. End it, or choose another port with --port N.`,
    );
  }
}

/** The one place where a pairing code stands: whoever reads it sits at this machine. */
function showCode({ origin, code }: { readonly origin: string; readonly code: string }): void {
  process.stdout.write(
    `\nThe page of ${origin} asks to send its requests through this agent.\nIf that was you, enter this code there within two minutes: ${code}\nIf not, do nothing.\n`,
  );
}

async function isAgent(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/agent/hello`, { signal: AbortSignal.timeout(1000) });
    return agentHelloSchema.safeParse(await response.json()).success;
  } catch {
    return false;
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
