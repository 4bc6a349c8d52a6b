import { parseArgs } from 'node:util';
import { agentHelloSchema } from '../../packages/core/src/wire/index.ts';
import { createAgent, type Agent } from '../../packages/sender/src/index.ts';
import { buildWeb } from '../lib/buildWeb.ts';
import { openBrowser } from '../lib/openBrowser.ts';
import { WEB_DIST } from '../lib/paths.ts';
import { endWithParent } from '../lib/taskLifetime.ts';

// `npm start`: builds the web app if need be, serves it and sends its requests, until it is told to stop.
const HOST = '127.0.0.1';
const DEFAULT_PORT = 4100;

endWithParent();
const { port, open } = readOptions();
await build();
const agent = await listen(port);
process.stdout.write(`Scratchpad  ${agent.url}\n`);
if (open) openBrowser(agent.url);

let closing = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Ctrl-C reaches us from the terminal and again from run.mjs.
    if (closing) return;
    closing = true;
    void agent.close().then(() => process.exit(0));
  });
}

function readOptions(): { port: number; open: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: String(DEFAULT_PORT) },
        'no-open': { type: 'boolean', default: false },
        // For the workspace server, which is not part of this command yet; scripts may name them already.
        'server-port': { type: 'string' },
        'no-server': { type: 'boolean' },
      },
    });
    const number = Number(values.port);
    if (!Number.isInteger(number) || number < 0 || number > 65_535) {
      fail(`--port wants a number from 0 to 65535, not "${values.port}".`);
    }
    return { port: number, open: !values['no-open'] };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function build(): Promise<void> {
  process.stderr.write('Preparing the web app …\n');
  const result = await buildWeb();
  if (result !== null && result.code !== 0)
    fail(`The web app could not be built:\n${result.output}`);
}

async function listen(wantedPort: number): Promise<Agent> {
  try {
    return await createAgent({ port: wantedPort, webRoot: WEB_DIST });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'PORT_TAKEN') throw error;
    const url = `http://${HOST}:${wantedPort}`;
    return fail(
      (await isAgent(url))
        ? `Scratchpad is running already: ${url}. Use that one, or start another with --port N.`
        : `Port ${wantedPort} is taken by another program. End it, or choose another port with --port N.`,
    );
  }
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
