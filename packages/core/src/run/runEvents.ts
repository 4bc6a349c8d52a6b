/** What a run reports, in the order it happens. */
import type { JsonObject } from '../model/json.ts';
import type { WireCookie } from '../wire/wireCookie.ts';
import type { RunExchange } from './runExchange.ts';
import type { RunItem } from './runItems.ts';
import type { ConsoleLevel, ScriptError } from './scriptMessages.ts';
import type { VariableList } from './variableList.ts';

/** Where a run is. */
export interface RunCursor {
  /** Names this passage through an item. */
  readonly ref: string;
  /** Of the item, from 0. */
  readonly position: number;
  /** From 0. */
  readonly iteration: number;
  /** Number of items. */
  readonly length: number;
  /** Number of iterations. */
  readonly cycles: number;
}

/** The variables of a run, as scripts left them. */
export interface RunVariables {
  readonly globals: VariableList;
  readonly environment: VariableList;
  readonly collectionVariables: VariableList;
}

/** What a visualizer is to show. */
export interface Visualization {
  readonly template: string;
  readonly data: unknown;
  readonly options: unknown;
}

type At = { readonly cursor: RunCursor };
type AtItem = At & { readonly item: RunItem };
type Listen = 'prerequest' | 'test';

/** Everything a run reports. `error` of an event says that what it ends has failed. */
export type RunEvent =
  | { readonly type: 'start'; readonly items: readonly RunItem[]; readonly iterations: number }
  | (At & { readonly type: 'beforeIteration' | 'iteration' })
  | (AtItem & { readonly type: 'beforeItem' })
  | (AtItem & {
      readonly type: 'item';
      readonly isSkipped: boolean;
      readonly visualization: Visualization | null;
    })
  | (AtItem & { readonly type: 'beforeScripts'; readonly listen: Listen })
  | (AtItem & {
      readonly type: 'scripts';
      readonly listen: Listen;
      /** What the scripts of this kind wish to come next; undefined when they did not say. */
      readonly nextRequest: string | null | undefined;
    })
  | (AtItem & { readonly type: 'beforeScript'; readonly listen: Listen })
  | (AtItem & {
      readonly type: 'script';
      readonly listen: Listen;
      /** Name of the collection, folder or request it stands at. */
      readonly owner: string;
      readonly error: ScriptError | null;
    })
  | (AtItem & {
      readonly type: 'assertion';
      readonly listen: Listen;
      /** Name of the collection, folder or request whose script says it. */
      readonly owner: string;
      readonly name: string;
      readonly index: number;
      readonly isSkipped: boolean;
      readonly error: ScriptError | null;
    })
  | (AtItem & {
      readonly type: 'console';
      readonly level: ConsoleLevel;
      readonly args: readonly unknown[];
    })
  /** An error in a timer or promise of a script; the run goes on. */
  | (AtItem & { readonly type: 'exception'; readonly error: ScriptError })
  | (AtItem & {
      readonly type: 'beforeRequest';
      readonly method: string;
      readonly url: string;
      readonly source: 'collection' | 'script';
    })
  | (AtItem & {
      readonly type: 'request';
      readonly exchange: RunExchange;
      readonly source: 'collection' | 'script';
    })
  | {
      readonly type: 'done';
      readonly variables: RunVariables;
      readonly cookies: readonly WireCookie[];
      /** Why the run ended before its end. */
      readonly error: ScriptError | null;
    };

/** A cursor in the words of scripts and reports. */
export function cursorToJson(cursor: RunCursor): JsonObject {
  const { position, iteration, length, cycles, ref } = cursor;
  return {
    position,
    iteration,
    length,
    cycles,
    empty: false,
    eof: false,
    bof: position === 0 && iteration === 0,
    cr: position === 0 && iteration > 0,
    ref,
  };
}
