import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { errorMessage, type NodeSpec } from '@scratchpad/core';
import {
  rowsToVariables,
  runCollection,
  type RunEvent,
  type RunItem,
  type RunOptions,
  RunSummary,
  setVariable,
  type VariableList,
} from '@scratchpad/core/run';
import { networkSchema } from '@scratchpad/core/wire';
import { createCliReporter } from '../run/cliReporter.ts';
import { createNodeScriptHost, type NodeScriptHost } from '../run/nodeScriptHost.ts';
import { createProgressReporter } from '../run/progressReporter.ts';
import type { ScriptProcess } from '../run/startScriptProcess.ts';
import { createRunTransport } from '../run/runTransport.ts';
import { createNetwork, type Network } from '../transport/network.ts';
import { TransportPool } from '../transport/transportPool.ts';
import { CliError } from './cliError.ts';
import { loadClientCertificates } from './runCertificates.ts';
import { loadCollection, loadCookies, loadData, loadEnvironment, loadGlobals } from './runFiles.ts';
import type { RunCommandOptions } from './runOptions.ts';
import { FILE_REPORTERS, type RunResult, writeRunFiles } from './runReports.ts';

/**
 * Runs a collection as the command line says, and writes what it asks for.
 * @returns the exit code: 1 when anything failed
 * @throws CliError, AppError when nothing could be run
 */
export async function runProgram(
  options: RunCommandOptions,
  cwd: string,
  scriptProcess: ScriptProcess,
): Promise<number> {
  const scriptHost = createNodeScriptHost(scriptProcess);
  const transports = new TransportPool();
  const network: Network = {
    ...createNetwork(networkSchema.parse({ proxy: { mode: 'system' } })),
    certificateFor: loadClientCertificates(options.clientCertificate, cwd),
  };
  const stop = new AbortController();
  const onInterrupt = () => stop.abort(new Error('The run was interrupted.'));
  process.once('SIGINT', onInterrupt);
  const timer =
    options.timeoutMs > 0
      ? setTimeout(() => stop.abort(new Error('callback timed out')), options.timeoutMs)
      : undefined;
  try {
    const result = await run(options, cwd, scriptHost, { transports, network }, stop.signal);
    await writeRunFiles(result, options, cwd);
    const { error, failures } = result.summary;
    if (error) process.stderr.write(`error: ${error.message}\n`);
    return (error || failures.length > 0) && !options.suppressesExitCode ? 1 : 0;
  } finally {
    clearTimeout(timer);
    process.off('SIGINT', onInterrupt);
    await transports.close();
  }
}

async function run(
  options: RunCommandOptions,
  cwd: string,
  scriptHost: NodeScriptHost,
  reach: Parameters<typeof createRunTransport>[0],
  signal: AbortSignal,
): Promise<RunResult> {
  const collection = await loadCollection(options.collection, options.collectionName, cwd);
  const environment =
    options.environment === undefined
      ? { name: 'environment', variables: [] }
      : await loadEnvironment(options.environment, cwd);
  const globals = options.globals === undefined ? [] : await loadGlobals(options.globals, cwd);
  trust(options.extraCaCerts, cwd);
  const runOptions: RunOptions = {
    collection,
    scriptHost,
    transport: createRunTransport(reach, {
      workingDir: resolve(cwd, options.workingDir ?? '.'),
      canLeaveWorkingDir: options.canLeaveWorkingDir,
    }),
    environment: withValues(rowsToVariables(environment.variables), options.envVars),
    globals: withValues(rowsToVariables(globals), options.globalVars),
    ...(options.data === undefined ? {} : { data: await loadData(options.data, cwd) }),
    ...(options.iterations === undefined ? {} : { iterations: options.iterations }),
    selection: options.folders,
    ...(options.cookieJar === undefined
      ? {}
      : { cookies: await loadCookies(options.cookieJar, cwd) }),
    settings: {
      ...(options.isInsecure ? { strictSSL: false } : {}),
      ...(options.ignoresRedirects ? { followRedirects: false } : {}),
      ...(options.requestTimeoutMs > 0 ? { requestTimeout: options.requestTimeoutMs } : {}),
    },
    delayMs: options.delayMs,
    scriptTimeoutMs: options.scriptTimeoutMs,
    stopOnFailure: options.bail.failure,
    abortOnError: options.bail.folder,
    signal,
  };
  return report(options, collection, environment, runCollection(runOptions));
}

async function report(
  options: RunCommandOptions,
  collection: NodeSpec,
  environment: RunResult['environment'],
  events: AsyncIterable<RunEvent>,
): Promise<RunResult> {
  const { reporters, isSilent } = options;
  const summary = new RunSummary(
    reporters.includes('json')
      ? 'executions and bodies'
      : reporters.some((name) => name in FILE_REPORTERS)
        ? 'executions'
        : 'numbers',
  );
  const listeners = reporters.flatMap((name) => {
    if (name in FILE_REPORTERS) return [];
    if (name === 'cli')
      return isSilent ? [] : [createCliReporter(collection.name, summary, options)];
    if (name === 'progress') return isSilent ? [] : [createProgressReporter(summary)];
    process.stderr.write(`There is no reporter "${name}"; the run goes on without it.\n`);
    return [];
  });
  let items: readonly RunItem[] = [];
  let done: RunResult['done'] | null = null;
  for await (const event of events) {
    summary.add(event);
    for (const listener of listeners) listener(event);
    if (event.type === 'start') ({ items } = event);
    if (event.type === 'done') done = event;
  }
  if (done === null) throw new Error('A run ended without its last event.');
  return { collection, environment, items, summary, done };
}

function withValues(
  list: VariableList,
  values: readonly (readonly [key: string, value: string])[],
): VariableList {
  return values.reduce((all, [key, value]) => setVariable(all, key, value), list);
}

/** Trusts further authorities, for this process. @throws CliError */
function trust(file: string | undefined, cwd: string): void {
  if (file === undefined) return;
  try {
    const extra = readFileSync(resolve(cwd, file), 'utf8');
    setDefaultCACertificates([...getCACertificates('default'), extra]);
  } catch (cause) {
    throw new CliError('no-file', `${file} cannot be used: ${errorMessage(cause)}.`, { cause });
  }
}
