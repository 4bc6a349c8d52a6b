import type { JsonObject } from '../model/json.ts';
import { checkCookieAccess } from './cookieAccess.ts';
import { cursorToJson, type RunCursor, type Visualization } from './runEvents.ts';
import type { RunItem } from './runItems.ts';
import type { RunState } from './runState.ts';
import type { Execution, ScriptError } from './scriptMessages.ts';
import { sendFromScript } from './sendRequest.ts';

/** What the scripts of one kind did, outermost to innermost. */
export interface ScriptsOutcome {
  /** Why the scripts after it did not run: an error, or failed tests. Only where the run stops for failures. */
  readonly error: ScriptError | null;
  readonly isSkipped: boolean;
  /** The request as the scripts left it. */
  readonly request: JsonObject;
  readonly nextRequest: string | null | undefined;
  readonly visualization: Visualization | null;
}

/** What scripts see beside the variables. */
export interface ScriptView {
  readonly request: JsonObject;
  readonly response?: JsonObject;
  readonly cookies?: readonly JsonObject[];
}

/** An error of a script that ends the whole run. */
export class ScriptAbort extends Error {
  readonly error: ScriptError;

  constructor(error: ScriptError) {
    super(error.message);
    this.error = error;
  }
}

/** Runs all scripts of a kind that an item has, its own and inherited ones. @throws ScriptAbort */
export async function runScripts(
  state: RunState,
  item: RunItem,
  cursor: RunCursor,
  listen: 'prerequest' | 'test',
  view: ScriptView,
): Promise<ScriptsOutcome> {
  const at = { item, cursor };
  state.emit({ type: 'beforeScripts', ...at, listen });
  let request = view.request;
  let isSkipped = false;
  let error: ScriptError | null = null;
  let nextRequest: string | null | undefined;
  let visualization: Visualization | null = null;
  for (const [i, { code, owner }] of item[listen].entries()) {
    state.emit({ type: 'beforeScript', ...at, listen });
    const failed: string[] = [];
    const reported: ScriptError[] = [];
    let rejection: ScriptError | null = null;
    const id = `${cursor.ref}.${listen}${i}`;
    const outcome = await state.scripts.execute(
      {
        id,
        listen,
        code,
        cursor: cursorToJson(cursor),
        context: {
          ...state.variables.toContext(),
          ...(view.response ? { response: view.response } : {}),
          cookies: [...(view.cookies ?? [])],
          request,
        },
        legacy: {
          _itemId: item.id,
          _itemName: item.name,
          _itemPath: [...item.path],
          _eventItemName: owner,
        },
        timeoutMs: state.scriptTimeoutMs,
      },
      {
        onConsole: (level, args) => state.emit({ type: 'console', ...at, level, args }),
        onAssertions: (assertions) => {
          for (const { name, index, skipped, passed, error: reason } of assertions) {
            if (!passed) failed.push(name);
            state.emit({
              type: 'assertion',
              ...at,
              listen,
              owner,
              name,
              index,
              isSkipped: skipped,
              error: passed ? null : (reason ?? { name: 'AssertionError', message: name }),
            });
          }
        },
        onError: (thrown) => reported.push(thrown),
        onRejection: (thrown) => (rejection ??= thrown),
        onSkipRequest: () => (isSkipped = true),
        onSendRequest: (asked) => sendFromScript(state, at, asked),
        onCookies: (method, args) =>
          new Promise((resolve) => {
            checkCookieAccess(state.cookieAccess, method, args);
            resolve(state.cookies.call(method, args));
          }),
      },
    );
    // The error that a script ends with comes both ways.
    const late = reported.filter(({ message }) => message !== outcome.error?.message);
    for (const thrown of late) state.emit({ type: 'exception', ...at, error: thrown });
    if (outcome.execution) {
      state.variables.apply(outcome.execution);
      ({ request, nextRequest, visualization } = {
        request: outcome.execution.request ?? request,
        nextRequest: nextOf(outcome.execution, nextRequest),
        visualization: visualizationOf(outcome.execution) ?? visualization,
      });
    }
    const failure = failureOf(state, outcome.error ?? rejection, late[0], failed);
    state.emit({ type: 'script', ...at, listen, owner, error: failure });
    if (failure && state.abortOnError) throw new ScriptAbort(failure);
    if (failure && (state.stopOnFailure || (listen === 'prerequest' && state.needsPrerequest))) {
      error = failure;
      break;
    }
    if (isSkipped) break;
  }
  state.emit({ type: 'scripts', ...at, listen, nextRequest });
  return { error, isSkipped, request, nextRequest, visualization };
}

/** Without bail only an error of the script itself counts: a late one is an exception, a failed test an assertion. */
function failureOf(
  { stopOnFailure, abortOnError }: RunState,
  error: ScriptError | null,
  lateError: ScriptError | undefined,
  failed: readonly string[],
): ScriptError | null {
  if (error) return error;
  if ((stopOnFailure || abortOnError) && lateError) return lateError;
  return stopOnFailure && failed.length > 0
    ? { name: 'AssertionFailure', message: failed.join(', ') }
    : null;
}

function nextOf(
  { return: returned }: Execution,
  before: string | null | undefined,
): string | null | undefined {
  return returned.nextRequest === undefined ? before : returned.nextRequest;
}

function visualizationOf({ return: { visualizer } }: Execution): Visualization | null {
  return visualizer
    ? { template: visualizer.template, data: visualizer.data, options: visualizer.options }
    : null;
}
