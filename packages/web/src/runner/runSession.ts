/** The run of a collection or folder: what runs, and what came of it last. It goes on while other tabs are looked at. */
import { nextTask } from '../app/nextTask.ts';
import { errorMessage, type JsonObject, type NodeId } from '@scratchpad/core';
import { accessToDomains, readRunTree, runCollection, RunSummary } from '@scratchpad/core/run';
import { useSyncExternalStore } from 'react';
import { pathPrefix } from '../app/documentPath.ts';
import { showToast } from '../app/toasts.tsx';
import { logRunEvent } from '../console/logRunEvent.ts';
import { readScriptDomains } from '../cookies/scriptDomains.ts';
import { freshenTokens } from '../oauth2/fetchToken.ts';
import { withToken } from '../oauth2/tokens.ts';
import { cookieChanges } from '../scripts/cookieChanges.ts';
import { createPageRunTransport } from '../scripts/pageRunTransport.ts';
import { scriptHost } from '../scripts/pageScriptHost.ts';
import { initialVariables, keepRunVariables, readRunVariables } from '../scripts/runVariables.ts';
import { readScriptTimeout } from '../scripts/scriptSettings.ts';
import { chooseTransport } from '../send/chooseTransport.ts';
import { applyCookies, readCookies } from '../send/cookieJar.ts';
import { findBodyFile } from '../send/pickedFiles.ts';
import type { SendContext } from '../send/sendContext.ts';
import { sendWords } from '../send/words.ts';
import type { RunConfig } from './runConfig.ts';
import type { RunRecord } from './runRecord.ts';
import { type RunRow, RunRows } from './runRows.ts';
import { addRun } from './runStore.ts';

/** So often a run is shown at most; a long one less often, because each time its whole list is looked through. */
const TELL_MS = { short: 100, long: 250 } as const;
const LONG_ROWS = 500;

/** What is shown of a run. `rows` grows in place; `version` changes when anything did. */
export interface RunView {
  readonly isRunning: boolean;
  readonly startedAt: number;
  /** While it runs: the moment of this view. */
  readonly endedAt: number;
  readonly rows: readonly RunRow[];
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Requests that are to be sent in all, should no script change the way. */
  readonly planned: number;
  readonly iterations: number;
  readonly labels: readonly string[];
  /** Why it ended before its end. */
  readonly error: string | null;
  /** What can be exported, once it has ended. */
  readonly record: RunRecord | null;
}

class RunSession {
  #view: RunView | null = null;
  #stop: AbortController | null = null;
  readonly #listeners = new Set<() => void>();

  get view(): RunView | null {
    return this.#view;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Ends the run at once, in the middle of a script too. */
  stop(reason: string): void {
    this.#stop?.abort(new Error(reason));
  }

  /** Takes the result away, to set up another run. */
  clear(): void {
    this.#show(null);
  }

  /**
   * Runs. Resolves when all is shown and kept.
   * @param requests the requests in their order
   */
  async start(
    context: SendContext,
    id: NodeId,
    requests: readonly NodeId[],
    config: RunConfig,
    workspace: string | null,
  ): Promise<void> {
    const { store, services } = context;
    const stop = new AbortController();
    this.#stop = stop;
    await freshenTokens({ ...context, env: config.env }, requests, stop.signal).catch(
      (thrown: unknown) =>
        // The old one is sent: the server says better than we what is wrong with it.
        showToast({ message: sendWords.notRefreshed(errorMessage(thrown)) }),
    );
    // The click, the reading of a large collection, and its first drawing are three tasks.
    await nextTask();
    const { collection, idBySpec } = readRunTree(store, id, (from, auth) =>
      withToken(services.currentValues, { auth, from }),
    );
    const nodeOf = ({ spec }: { spec: Parameters<typeof idBySpec.get>[0] }) => idBySpec.get(spec);
    const rows = new RunRows(nodeOf);
    const summary = new RunSummary('executions');
    const data = config.data?.rows ?? [];
    const labels = data.slice(0, config.iterations).map(labelOf);
    const startedAt = Date.now();
    let error: string | null = null;
    let paths: RunRecord['paths'] = [];
    const show = (isRunning: boolean, record: RunRecord | null = null) =>
      this.#show({
        isRunning,
        startedAt,
        endedAt: Date.now(),
        rows: rows.rows,
        passed: rows.passed,
        failed: rows.failed,
        skipped: rows.skipped,
        planned: requests.length * config.iterations,
        iterations: config.iterations,
        labels,
        error,
        record,
      });
    await nextTask();
    show(true);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const showSoon = () => {
      timer = setTimeout(
        () => {
          show(true);
          showSoon();
        },
        rows.rows.length > LONG_ROWS ? TELL_MS.long : TELL_MS.short,
      );
    };
    showSoon();
    try {
      const jar = config.usesCookies ? await readCookies() : [];
      const origins = readRunVariables(store, services.currentValues, id, config.env);
      const place = new Map(requests.map((request, at) => [request, at]));
      const placeOf = (item: Parameters<typeof nodeOf>[0]) =>
        place.get(nodeOf(item) ?? ('' as NodeId));
      const run = runCollection({
        collection,
        scriptHost,
        transport: createPageRunTransport(await chooseTransport(services), nodeOf, {
          whyNoFile: async (name, item) => {
            const node = nodeOf(item);
            return node === undefined ? null : whyNotPicked(node, name);
          },
        }),
        arrange: (items) =>
          items
            .filter((item) => placeOf(item) !== undefined)
            .sort((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0)),
        ...initialVariables(origins),
        data,
        iterations: config.iterations,
        delayMs: config.delayMs,
        stopOnFailure: config.stopOnFailure,
        cookies: jar,
        // A run that begins without cookies and leaves none has none to protect.
        ...(config.usesCookies && { cookieAccess: accessToDomains(readScriptDomains()) }),
        scriptTimeoutMs: readScriptTimeout(),
        signal: stop.signal,
      });
      for await (const event of run) {
        rows.take(event);
        summary.add(event);
        logRunEvent(event);
        if (event.type === 'start') paths = event.items.map((item) => [item.id, [...item.path]]);
        if (event.type !== 'done') continue;
        error = event.error?.message ?? null;
        if (config.keepValues) keepRunVariables(services.currentValues, origins, event.variables);
        if (config.usesCookies) await applyCookies(cookieChanges(jar, event.cookies));
      }
    } catch (thrown) {
      error = errorMessage(thrown);
    } finally {
      clearTimeout(timer);
    }
    rows.end();
    const record: RunRecord = {
      id: crypto.randomUUID(),
      startedAt,
      endedAt: Date.now(),
      name: store.index.node(id)?.name ?? collection.name,
      workspace,
      node: id,
      collection: { name: collection.name, id: collection.fileId ?? '' },
      environment: (config.env !== null && store.index.env(config.env)?.name) || null,
      iterations: config.iterations,
      passed: rows.passed,
      failed: rows.failed,
      skipped: rows.skipped,
      error,
      labels,
      rows: rows.rows,
      report: summary.toJson(),
      paths,
    };
    show(false, record);
    try {
      await addRun(record);
    } catch (thrown) {
      error = errorMessage(thrown);
      show(false, record);
    }
  }

  #show(view: RunView | null): void {
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}

async function whyNotPicked(node: NodeId, name: string): Promise<string | null> {
  try {
    await findBodyFile(node, name);
    return null;
  } catch (error) {
    return errorMessage(error);
  }
}

/** What tells the rows of a data file apart: their first values. */
function labelOf(row: JsonObject): string {
  return Object.values(row)
    .slice(0, 3)
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
    .join(', ')
    .slice(0, 80);
}

const sessions = new Map<string, RunSession>();

/** The session of a collection or folder of the open document. */
export function runSessionOf(id: NodeId): RunSession {
  const key = `${pathPrefix()}/${id}`;
  let session = sessions.get(key);
  if (!session) sessions.set(key, (session = new RunSession()));
  return session;
}

/** What is shown of a session; another object whenever something changed. */
export function useRunView(session: ReturnType<typeof runSessionOf>): RunView | null {
  return useSyncExternalStore(session.subscribe, () => session.view);
}
