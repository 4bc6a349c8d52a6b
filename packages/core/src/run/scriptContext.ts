import { AppError, errorMessage } from '../AppError.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { bundledPackages } from './bundledPackages.ts';
import { parseConsoleArgs } from './consoleArgs.ts';
import { startTimer } from './hostGlobals.ts';
import type { ScriptChannel, ScriptHost } from './scriptHost.ts';
import {
  assertionsSchema,
  CONSOLE_LEVELS,
  executionSchema,
  messageSchema,
  scriptErrorSchema,
  type Assertion,
  type ConsoleLevel,
  type Execution,
  type ScriptError,
} from './scriptMessages.ts';

/** One script to run. */
export interface ScriptRun {
  readonly id: string;
  readonly listen: 'prerequest' | 'test';
  readonly code: string;
  /** What the script sees: scopes, data, request, response, cookies. */
  readonly context: JsonObject;
  /** Where the run is; becomes part of `pm.info`. */
  readonly cursor: JsonObject;
  /** Names for `pm.info` and `pm.execution.location`. */
  readonly legacy: JsonObject;
  /** 0 for no limit. */
  readonly timeoutMs: number;
}

/** What a script asks for and says while it runs. */
export interface ScriptListener {
  readonly onConsole: (level: ConsoleLevel, args: readonly unknown[]) => void;
  readonly onAssertions: (assertions: readonly Assertion[]) => void;
  /** An error: the one that the script ends with, or one in a timer or a promise that nobody waited for. */
  readonly onError: (error: ScriptError) => void;
  /** A promise that was rejected and nobody looks at: a test that is an async function fails that way. */
  readonly onRejection: (error: ScriptError) => void;
  readonly onSkipRequest: () => void;
  /** `pm.sendRequest`: answers with a response and cookies in the words of the format, or throws. */
  readonly onSendRequest: (
    request: JsonValue,
  ) => Promise<{ response: JsonObject; cookies: JsonValue }>;
  /** A method of tough-cookie's `Store`. */
  readonly onCookies: (method: string, args: readonly unknown[]) => Promise<JsonValue>;
}

/** How a script ended. */
export interface ScriptOutcome {
  readonly error: ScriptError | null;
  readonly execution: Execution | null;
}

/** How long a context may take to say itself that a script took too long, before it is ended from outside. */
const TIMEOUT_GRACE_MS = 500;

interface Current {
  readonly id: string;
  readonly listener: ScriptListener;
  readonly finish: (outcome: ScriptOutcome) => void;
}

/**
 * The context of one run: one script at a time, each finding what the ones before it left in the context. One that does
 * not answer is ended, and the next script begins in a new context.
 */
export class ScriptContext {
  readonly #host: ScriptHost;
  #channel: Promise<ScriptChannel> | null = null;
  #current: Current | null = null;
  #isClosed = false;

  constructor(host: ScriptHost) {
    this.#host = host;
  }

  /** Opens the context ahead of its first script, so that it opens while a file is read. */
  warmUp(): void {
    // What goes wrong is told to the script that needs it.
    this.#open().catch(() => undefined);
  }

  /** Runs a script. @throws AppError when no context can be opened or the run was stopped */
  async execute(run: ScriptRun, listener: ScriptListener): Promise<ScriptOutcome> {
    const channel = await this.#open();
    if (this.#isClosed) throw stopped();
    const { promise, resolve } = Promise.withResolvers<ScriptOutcome>();
    this.#current = { id: run.id, listener, finish: resolve };
    const timer =
      run.timeoutMs > 0
        ? startTimer(() => {
            this.#discard(channel);
            resolve(failed('sandbox not responding'));
          }, run.timeoutMs + TIMEOUT_GRACE_MS)
        : undefined;
    post(channel, 'execute', run.id, eventOf(run), run.context, {
      cursor: { ...run.cursor, execution: run.id },
      ...(run.timeoutMs > 0 ? { timeout: run.timeoutMs } : {}),
      legacy: run.legacy,
      resolvedPackages: bundledPackages(run.code),
    });
    const outcome = await promise;
    timer?.();
    this.#current = null;
    if (this.#isClosed) throw stopped();
    return outcome;
  }

  /** Ends the context at once; a script that runs is broken off. */
  close(): void {
    this.#isClosed = true;
    // A context that is still opening is closed as soon as it is there.
    void this.#channel?.then((channel) => channel.close()).catch(() => undefined);
    this.#channel = null;
    this.#current?.finish(failed('sandbox: execution interrupted'));
  }

  #open(): Promise<ScriptChannel> {
    if (this.#isClosed) return Promise.reject(stopped());
    this.#channel ??= this.#start();
    return this.#channel;
  }

  async #start(): Promise<ScriptChannel> {
    const initialized = Promise.withResolvers<void>();
    const channel: ScriptChannel = await this.#host.open({
      onMessage: (text) => {
        const message = readMessage(text);
        if (message === null) return;
        const [name, ...args] = message;
        if (name === 'initialize') initialized.resolve();
        else this.#receive(channel, name, args);
      },
      onExit: (reason) => {
        initialized.reject(new AppError('SCRIPTS_UNAVAILABLE', reason));
        this.#channel = null;
        this.#current?.finish(failed(reason));
      },
    });
    post(channel, 'initialize', {});
    await initialized.promise;
    return channel;
  }

  #discard(channel: ScriptChannel): void {
    this.#channel = null;
    channel.close();
  }

  #receive(channel: ScriptChannel, name: string, args: readonly unknown[]): void {
    const current = this.#current;
    if (current === null) return;
    const { id, listener } = current;
    if (name === 'execution.console') {
      const level = CONSOLE_LEVELS.find((known) => known === args[1]);
      if (level) listener.onConsole(level, parseConsoleArgs(args[2]));
      return;
    }
    if (name === 'rejection') {
      listener.onRejection(scriptErrorSchema.parse(args[0]));
      return;
    }
    // Each event comes a second time without an id; and what an earlier script left behind is nobody's.
    if (!name.endsWith(`.${id}`)) return;
    switch (name.slice(0, -id.length - 1)) {
      case 'execution.result':
        current.finish(toOutcome(args));
        return;
      case 'execution.assertion': {
        const assertions = assertionsSchema.safeParse(args[1]);
        if (assertions.success) listener.onAssertions(assertions.data);
        return;
      }
      case 'execution.error':
        listener.onError(scriptErrorSchema.parse(args[1]));
        return;
      case 'execution.skipRequest':
        listener.onSkipRequest();
        return;
      case 'execution.request':
        answerRequest(channel, id, args, listener);
        return;
      case 'execution.cookies':
        answerCookies(channel, id, args, listener);
        return;
      case 'execution.vault':
      case 'execution.datasets':
      case 'execution.datasets.stream':
        post(
          channel,
          name,
          args[0],
          `${API_NAMES[name.split('.')[1] ?? '']} is not available here: ` +
            'it belongs to the cloud of another program. Use an environment variable.',
        );
        return;
      case 'execution.run_collection_request':
        post(channel, `execution.run_collection_request_response.${id}`, args[2], {
          name: 'Error',
          message: 'pm.execution.runRequest is not available here. Use pm.sendRequest.',
        });
        return;
      default:
    }
  }
}

const API_NAMES: Readonly<Record<string, string>> = { vault: 'pm.vault', datasets: 'pm.datasets' };

function answerRequest(
  channel: ScriptChannel,
  id: string,
  [, , eventId, request]: readonly unknown[],
  listener: ScriptListener,
): void {
  const answer = `execution.response.${id}`;
  listener.onSendRequest((request ?? null) as JsonValue).then(
    ({ response, cookies }) => post(channel, answer, eventId, null, response, { cookies }),
    (error: unknown) => post(channel, answer, eventId, toPlainError(error)),
  );
}

function answerCookies(
  channel: ScriptChannel,
  id: string,
  [eventId, action, method, args]: readonly unknown[],
  listener: ScriptListener,
): void {
  // Answers bear the name of their questions.
  if (action !== 'store' || typeof method !== 'string') return;
  const answer = `execution.cookies.${id}`;
  listener.onCookies(method, Array.isArray(args) ? args : []).then(
    (result) => post(channel, answer, eventId, null, result),
    (error: unknown) => post(channel, answer, eventId, errorMessage(error)),
  );
}

function readMessage(text: string): [string, ...unknown[]] | null {
  try {
    return messageSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function toOutcome([error, execution]: readonly unknown[]): ScriptOutcome {
  const parsed = executionSchema.safeParse(execution);
  return {
    error: error === null || error === undefined ? null : scriptErrorSchema.parse(error),
    execution: parsed.success ? parsed.data : null,
  };
}

function toPlainError(error: unknown): JsonObject {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: errorMessage(error),
    ...(typeof code === 'string' ? { code } : {}),
  };
}

function eventOf({ listen, code }: ScriptRun): JsonObject {
  return { listen, script: { type: 'text/javascript', exec: code.split('\n') } };
}

function failed(message: string): ScriptOutcome {
  return { error: { name: 'Error', message }, execution: null };
}

function stopped(): AppError<'STOPPED'> {
  return new AppError('STOPPED', 'The run was stopped.');
}

function post(channel: ScriptChannel, ...message: readonly unknown[]): void {
  channel.post(JSON.stringify(message));
}
