/**
 * The numbers of a run, its failures and, where wanted, everything that was executed, in the shape of the field's JSON
 * report: `run.stats`, `run.timings`, `run.transfers`, `run.executions[]`, `run.failures[]`.
 */
import { writeItems } from '../formats/collection/item.ts';
import type { JsonObject } from '../model/json.ts';
import { headerText } from '../request/latin1.ts';
import { cursorToJson, type RunCursor, type RunEvent } from './runEvents.ts';
import type { RunResponse } from './runExchange.ts';
import type { RunItem } from './runItems.ts';
import { addSample, createPhase, phasesToTimings, type Phase } from './runTimings.ts';

const STATS = [
  'iterations',
  'items',
  'scripts',
  'prerequests',
  'requests',
  'tests',
  'assertions',
  'testScripts',
  'prerequestScripts',
] as const;
type StatName = (typeof STATS)[number];

/** How often something happened. */
export interface RunStat {
  total: number;
  pending: number;
  failed: number;
}

/** One thing that went wrong. */
export interface RunFailure {
  readonly error: {
    readonly name: string;
    readonly message: string;
    readonly stack: string;
    /** Name of the test, for an assertion. */
    readonly test?: string;
    readonly index?: number;
  };
  /** `assertion:0 in test-script`, `test-script`, `prerequest-script`, `request`. */
  readonly at: string;
  readonly item: RunItem;
  readonly cursor: RunCursor;
}

/** Collects the summary of a run from its events. */
export class RunSummary {
  readonly stats: Readonly<Record<StatName, RunStat>>;
  readonly failures: RunFailure[] = [];
  /** Milliseconds since 1970. */
  readonly startedAt = Date.now();
  completedAt = 0;
  /** Bytes of all response bodies. */
  responseBytes = 0;
  /** Why the run ended before its end. */
  error: { readonly name: string; readonly message: string } | null = null;
  readonly #phases: Readonly<Record<'response' | 'dns' | 'firstByte', Phase>> = {
    response: createPhase(),
    dns: createPhase(),
    firstByte: createPhase(),
  };
  readonly #executions: JsonObject[] = [];
  readonly #keepsExecutions: boolean;
  readonly #keepsBodies: boolean;
  #execution: JsonObject = {};

  /** @param keeps for a report: what was executed, with every response body in memory or without them */
  constructor(keeps: 'numbers' | 'executions' | 'executions and bodies') {
    this.#keepsExecutions = keeps !== 'numbers';
    this.#keepsBodies = keeps === 'executions and bodies';
    this.stats = Object.fromEntries(
      STATS.map((name) => [name, { total: 0, pending: 0, failed: 0 }]),
    ) as Record<StatName, RunStat>;
  }

  /** Averages and the like, in milliseconds, by their names in reports. */
  get timings(): Readonly<Record<string, number>> {
    return {
      ...phasesToTimings(this.#phases),
      started: this.startedAt,
      completed: this.completedAt,
    };
  }

  /** Takes in one event. */
  add(event: RunEvent): void {
    switch (event.type) {
      case 'beforeIteration':
        return this.#begin('iterations');
      case 'iteration':
        return this.#finish('iterations', false);
      case 'beforeItem':
        this.#execution = { cursor: cursorToJson(event.cursor), item: itemToJson(event.item) };
        return this.#begin('items');
      case 'item':
        return this.#finish('items', false);
      case 'beforeScripts':
        return this.#begin(event.listen === 'test' ? 'tests' : 'prerequests');
      case 'scripts':
        return this.#finish(event.listen === 'test' ? 'tests' : 'prerequests', false);
      case 'beforeScript':
        this.#begin('scripts');
        return this.#begin(event.listen === 'test' ? 'testScripts' : 'prerequestScripts');
      case 'script':
        return this.#addScript(event);
      case 'assertion':
        return this.#addAssertion(event);
      case 'beforeRequest':
        return this.#begin('requests');
      case 'request':
        return this.#addRequest(event);
      case 'done':
        this.completedAt = Date.now();
        this.error = event.error;
        return;
      case 'start':
      case 'console':
      case 'exception':
        return;
      default:
        event satisfies never;
    }
  }

  /** The `run` of a report. */
  toJson(): JsonObject {
    return {
      stats: this.stats as unknown as JsonObject,
      timings: this.timings,
      executions: this.#executions,
      transfers: { responseTotal: this.responseBytes },
      failures: this.failures.map(({ error, at, item, cursor }) => ({
        error: error as JsonObject,
        at,
        source: itemToJson(item),
        parent: { id: '', name: item.path.at(-2) ?? '' },
        cursor: cursorToJson(cursor),
      })),
      error: this.error ? { ...this.error } : null,
    };
  }

  #begin(name: StatName): void {
    this.stats[name].pending += 1;
  }

  #finish(name: StatName, isFailed: boolean): void {
    const stat = this.stats[name];
    if (stat.pending > 0) stat.pending -= 1;
    if (isFailed) stat.failed += 1;
    stat.total += 1;
  }

  #addScript({ listen, error, item, cursor }: Extract<RunEvent, { type: 'script' }>): void {
    const name = listen === 'test' ? 'testScript' : 'prerequestScript';
    this.#finish('scripts', error !== null);
    this.#finish(listen === 'test' ? 'testScripts' : 'prerequestScripts', error !== null);
    if (!error) return;
    const reported = withStack(error);
    this.failures.push({ error: reported, at: `${listen}-script`, item, cursor });
    this.#append(name, { error: { ...reported } });
  }

  #addAssertion(event: Extract<RunEvent, { type: 'assertion' }>): void {
    const { name, index, error, isSkipped, item, cursor } = event;
    this.#finish('assertions', error !== null);
    const reported = error && {
      name: error.name,
      index,
      test: name,
      message: error.message || name,
      stack: `${error.name}: ${error.message}\n   at Object.eval sandbox-script.js:${index + 1}:${cursor.position + 1})`,
    };
    if (reported) {
      this.failures.push({
        error: reported,
        at: `assertion:${index} in test-script`,
        item,
        cursor,
      });
    }
    this.#append('assertions', {
      assertion: name,
      skipped: isSkipped,
      ...(reported ? { error: reported } : {}),
    });
  }

  #addRequest({ exchange, item, cursor }: Extract<RunEvent, { type: 'request' }>): void {
    const { request, response, error } = exchange;
    this.#finish('requests', error !== null);
    if (response) {
      const { totalMs, dnsMs, firstByteMs } = response.timings;
      this.responseBytes += response.body.length;
      addSample(this.#phases.response, Math.round(totalMs));
      addSample(this.#phases.dns, dnsMs);
      addSample(this.#phases.firstByte, firstByteMs);
    }
    const reported = error && { ...withStack(error), ...(error.code ? { code: error.code } : {}) };
    if (reported) this.failures.push({ error: reported, at: 'request', item, cursor });
    if (!this.#keepsExecutions) return;
    Object.assign(this.#execution, {
      request,
      response: response ? responseToReport(response, item, this.#keepsBodies) : undefined,
      id: item.id,
      ...(reported ? { requestError: reported } : {}),
    });
    // As in the field's reports, one entry for each request, those of scripts too; they share what they say.
    this.#executions.push(this.#execution);
  }

  #append(name: string, entry: JsonObject): void {
    if (!this.#keepsExecutions) return;
    const list = this.#execution[name];
    if (Array.isArray(list)) list.push(entry);
    else this.#execution[name] = [entry];
  }
}

function withStack({ name, message }: { readonly name: string; readonly message: string }) {
  return { name, message, stack: `${name}: ${message}` };
}

const jsonByItem = new WeakMap<RunItem, JsonObject>();

/** An item in the words of the collection format, with the id it has in this run. */
function itemToJson(item: RunItem): JsonObject {
  const known = jsonByItem.get(item);
  if (known) return known;
  const [written = {}] = writeItems([item.spec], { version: '2.1', getBlob: () => undefined });
  const json: JsonObject = { ...written, id: item.id };
  jsonByItem.set(item, json);
  return json;
}

function responseToReport(response: RunResponse, item: RunItem, keepsBody: boolean): JsonObject {
  const { status, statusText, headers, body, timings } = response;
  return {
    id: item.id,
    status: statusText,
    code: status,
    header: headers.map(([key, value]) => ({ key, value: headerText(value) })),
    // Bytes become a list of numbers only while a report is written: that is many times their size.
    ...(keepsBody ? { stream: bytesJson(body) } : {}),
    cookie: [],
    responseTime: Math.round(timings.totalMs),
    responseSize: body.length,
  };
}

function bytesJson(body: Uint8Array): JsonObject {
  return { toJSON: () => ({ type: 'Buffer', data: [...body] }) } as unknown as JsonObject;
}
