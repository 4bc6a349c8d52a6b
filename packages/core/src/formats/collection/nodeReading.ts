import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { ImportLog } from '../importLog.ts';

/** The two forms of one format: 2.1 writes URLs as objects and authorization as lists, 2.0 as texts and objects. */
export type CollectionVersion = '2.0' | '2.1';

/** Where the rest of a node can stand in the file, with its path from the node's own object. */
const PLACES = {
  collection: '',
  info: 'info',
  item: '',
  request: 'request',
  url: 'request.url',
  body: 'request.body',
  auth: 'auth',
  response: '',
  event: 'event',
} as const;

/** A place whose fields the model does not hold. */
export type Place = keyof typeof PLACES;

/**
 * How the file spelled what the model holds, where that differs from how the writer would spell it.
 * collection.ts tells what each holds.
 */
export type Spelling =
  | 'absent'
  | 'authRows'
  | 'description'
  | 'descriptionAt'
  | 'graphqlVariables'
  | 'idKey'
  | 'urlAsWritten';

/** What one node of a file says beyond the model, collected while the node is read. */
export class NodeReading {
  readonly path: string;
  readonly version: CollectionVersion;
  readonly log: ImportLog;
  readonly #unknown: JsonObject = {};
  readonly #absent: string[] = [];

  constructor(path: string, version: CollectionVersion, log: ImportLog) {
    this.path = path;
    this.version = version;
    this.log = log;
  }

  /** Keeps the fields of a place that nobody took. */
  keep(place: Place, rest: JsonObject | undefined): void {
    if (rest === undefined) return;
    this.#unknown[place] = rest;
    this.log.kept(this.#pathTo(PLACES[place]), place, rest);
  }

  /** Keeps events as the file has them; events.ts tells how. */
  keepEvents(slots: JsonValue[]): void {
    this.#unknown['event'] = slots;
  }

  /** Keeps how something was spelled. */
  spell(name: Exclude<Spelling, 'absent'>, value: JsonValue): void {
    this.#unknown[name] = value;
  }

  isSpelled(name: Spelling): boolean {
    return this.#unknown[name] !== undefined;
  }

  /** Notes that the file lacks a field which the writer writes always. */
  absent(name: string): void {
    this.#absent.push(name);
  }

  /** Tells the user that something was understood and will be said in other words. */
  adapted(place: string, message: string): void {
    this.log.adapted(this.#pathTo(place), message);
  }

  /** What goes with the node into the document. */
  unknown(): JsonObject {
    if (this.#absent.length > 0) this.#unknown['absent'] = this.#absent;
    return this.#unknown;
  }

  #pathTo(place: string): string {
    return place === '' || this.path === '' ? this.path + place : `${this.path}.${place}`;
  }
}

/**
 * Whether a field that holds its default was absent in the file, or stood there in a shape that was left as it was: then
 * the default is not written.
 */
export function isLeft(unknown: JsonObject | undefined, place: Place, name: string): boolean {
  const rest = unknown?.[place];
  return wasAbsent(unknown, name) || (isJsonObject(rest) && rest[name] !== undefined);
}

/** Whether the file that the node came from lacked a field. */
export function wasAbsent(unknown: JsonObject | undefined, name: string): boolean {
  const absent = unknown?.['absent'];
  return Array.isArray(absent) && absent.includes(name);
}
