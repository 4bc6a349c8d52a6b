import { AppError, errorMessage } from '../AppError.ts';
import type { NodeSpec } from '../model/content.ts';
import type { JsonObject } from '../model/json.ts';
import type { RequestSettings } from '../request/requestSettings.ts';
import type { WireCookie } from '../wire/wireCookie.ts';
import { uuidv4 } from 'lib0/random';
import type { CookieAccess } from './cookieAccess.ts';
import { CookieStore } from './cookieStore.ts';
import { EventQueue } from './eventQueue.ts';
import { createStop, wait, type StopSignal } from './hostGlobals.ts';
import type { RunCursor, RunEvent } from './runEvents.ts';
import type { RunTransport } from './runExchange.ts';
import { runItem } from './runItem.ts';
import { toRunItems, type RunItem } from './runItems.ts';
import { ScriptAbort } from './runScripts.ts';
import { RunScopes, type BailRules, type RunState } from './runState.ts';
import { ScriptContext } from './scriptContext.ts';
import type { ScriptHost } from './scriptHost.ts';
import type { ScriptError } from './scriptMessages.ts';
import { rowsToVariables, type VariableList } from './variableList.ts';

/** What a run is made of. */
export interface RunOptions extends Partial<BailRules> {
  readonly collection: NodeSpec;
  readonly transport: RunTransport;
  readonly scriptHost: ScriptHost;
  readonly environment?: VariableList;
  readonly globals?: VariableList;
  /** The collection's variables with their current values; the document's own when left out. */
  readonly collectionVariables?: VariableList;
  /** One row for each iteration; iterations beyond the last row take that. */
  readonly data?: readonly JsonObject[];
  /** As many as there are rows of data when left out. */
  readonly iterations?: number;
  /** Ids or names of the folders and requests to run; all when empty. */
  readonly selection?: readonly string[];
  /** Requests in place of those of the collection, in the order they are to run: the page lets people reorder them. */
  readonly arrange?: (items: readonly RunItem[]) => readonly RunItem[];
  readonly cookies?: readonly WireCookie[];
  /** The domains whose cookies scripts may use by `pm.cookies.jar()`; all when left out. */
  readonly cookieAccess?: CookieAccess;
  /** Settings that hold where a request has none of its own. */
  readonly settings?: RequestSettings;
  /** Before each request. */
  readonly delayMs?: number;
  /** 0 for none. */
  readonly scriptTimeoutMs?: number;
  /** Stops the run at once; its reason becomes the run's error when it is an error. */
  readonly signal?: StopSignal;
}

/**
 * Runs a collection, and reports each step as it happens. Taking the events slowly does not slow the run down; ceasing to
 * take them stops it. The last event is `done`, whatever happened.
 * @throws AppError `no-such-item` before the first event
 */
export function runCollection(options: RunOptions): AsyncIterableIterator<RunEvent, void> {
  const items = arrangedItems(options);
  const { signal, stop, release } = createStop(options.signal);
  const queue = new EventQueue<RunEvent>(() => stop(stoppedError()));
  run(options, items, signal, queue)
    .then(
      () => queue.end(),
      (error: unknown) => queue.fail(error),
    )
    .finally(release)
    .catch(() => undefined);
  return queue;
}

function arrangedItems({
  collection,
  selection = [],
  arrange,
  settings = {},
}: RunOptions): RunItem[] {
  const items = toRunItems(collection, selection);
  return (arrange?.(items) ?? items).map((item) => ({
    ...item,
    settings: { ...settings, ...item.settings },
  }));
}

async function run(
  options: RunOptions,
  items: readonly RunItem[],
  signal: StopSignal,
  queue: EventQueue<RunEvent>,
): Promise<void> {
  const { collection, globals = [], environment = [], data = [] } = options;
  const { collectionVariables = rowsToVariables(collection.tables?.variables ?? []) } = options;
  const cycles = options.iterations ?? Math.max(1, data.length);
  const scripts = new ScriptContext(options.scriptHost);
  const close = () => scripts.close();
  signal.addEventListener('abort', close, { once: true });
  const state: RunState = {
    emit: (event) => queue.push(event),
    scripts,
    transport: options.transport,
    cookies: new CookieStore(options.cookies),
    cookieAccess: options.cookieAccess ?? (() => true),
    signal,
    scriptTimeoutMs: options.scriptTimeoutMs ?? 0,
    variables: new RunScopes({ globals, environment, collectionVariables }),
    stopOnFailure: options.stopOnFailure ?? false,
    abortOnError: options.abortOnError ?? false,
    needsPrerequest: options.needsPrerequest ?? false,
  };
  if (items.some(({ prerequest, test }) => prerequest.length + test.length > 0)) scripts.warmUp();
  state.emit({ type: 'start', items, iterations: cycles });
  let error: ScriptError | null = null;
  try {
    if (items.length > 0) await iterate(state, items, cycles, data, options.delayMs ?? 0);
  } catch (thrown) {
    error = endOf(thrown, signal);
  } finally {
    signal.removeEventListener('abort', close);
    scripts.close();
  }
  const { variables, cookies } = state;
  state.emit({ type: 'done', variables: variables.snapshot(), cookies: cookies.all(), error });
}

async function iterate(
  state: RunState,
  items: readonly RunItem[],
  cycles: number,
  data: readonly JsonObject[],
  delayMs: number,
): Promise<void> {
  const positions = lookUpPositions(items);
  const createRef = refMaker();
  for (let iteration = 0; iteration < cycles; iteration++) {
    state.variables.data = data[Math.min(iteration, data.length - 1)] ?? {};
    const cursorAt = (position: number): RunCursor => ({
      ref: createRef(),
      position,
      iteration,
      length: items.length,
      cycles,
    });
    state.emit({ type: 'beforeIteration', cursor: cursorAt(0) });
    let isStopping = false;
    for (let position = 0; position < items.length && !isStopping;) {
      state.signal.throwIfAborted();
      const item = items[position] as RunItem;
      const cursor = cursorAt(position);
      state.emit({ type: 'beforeItem', item, cursor });
      if (delayMs > 0) await wait(delayMs, state.signal);
      const outcome = await runItem(state, item, cursor);
      isStopping = outcome.isStopping;
      // A name that no item has ends the iteration, as `null` does.
      if (outcome.nextRequest === undefined) position += 1;
      else position = positions(outcome.nextRequest) ?? items.length;
    }
    state.emit({ type: 'iteration', cursor: cursorAt(items.length - 1) });
    if (isStopping) return;
  }
}

/** Finds the item that `setNextRequest` names: by id, else by name, and the last one of that name. */
function lookUpPositions(items: readonly RunItem[]): (name: string | null) => number | undefined {
  const byId = new Map(items.map(({ id }, position) => [id, position]));
  const byName = new Map(items.map(({ name }, position) => [name, position]));
  return (name) => (name === null ? undefined : (byId.get(name) ?? byName.get(name)));
}

function endOf(thrown: unknown, signal: StopSignal): ScriptError {
  if (thrown instanceof ScriptAbort) return thrown.error;
  const reason: unknown = signal.aborted ? signal.reason : thrown;
  return reason instanceof AppError || reason instanceof Error
    ? { name: reason.name, message: reason.message }
    : { name: 'Error', message: errorMessage(reason) };
}

/** Ids that look like any other's, at the price of one random one for all of a run. */
function refMaker(): () => string {
  const start = uuidv4().slice(0, -12);
  let count = 0;
  return () => start + (count++).toString(16).padStart(12, '0');
}

function stoppedError(): AppError<'STOPPED'> {
  return new AppError('STOPPED', 'The run was stopped.');
}
