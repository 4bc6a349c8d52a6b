/**
 * Scripts: a list of events, each with a script whose `exec` is a text or a list of lines.
 *
 * The texts of the first readable event of each kind are the model's. Where the list says more than those two texts, it
 * is kept as `unknown.event`: one entry for each event, `{event}` for one that stays as it is, and
 * `{event, slot, form}` for one whose text was taken out.
 */
import { equalityDeep } from 'lib0/function';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { assemble, type Fields } from '../fields.ts';
import type { NodeReading } from './nodeReading.ts';

/** The two scripts of a node. */
export interface Scripts {
  preRequest: string;
  test: string;
}

type Slot = keyof Scripts;

/** `script`: the script is the text itself, without an object around it. */
type Form = 'lines' | 'text' | 'script lines' | 'script text';

const SLOTS = [
  ['preRequest', 'prerequest'],
  ['test', 'test'],
] as const;

/** Takes the events of a node. */
export function readScripts(owner: Fields, node: NodeReading): Scripts {
  const scripts: Scripts = { preRequest: '', test: '' };
  const list = owner.peek('event');
  if (!Array.isArray(list) || list.length === 0) return scripts;
  owner.take('event');

  const filled = new Set<Slot>();
  const entries = list.map((event): JsonObject => {
    const slot = isJsonObject(event)
      ? SLOTS.find(([, listen]) => listen === event['listen'])?.[0]
      : undefined;
    const taken =
      isJsonObject(event) && slot && !filled.has(slot) && event['disabled'] !== true
        ? takeText(event)
        : undefined;
    if (!taken || !slot) {
      node.log.kept(node.path, 'event', { event });
      return { event };
    }
    filled.add(slot);
    scripts[slot] = taken.text;
    return { event: taken.event, slot, form: taken.form };
  });
  if (!equalityDeep(list, freshEvents(scripts))) node.keepEvents(entries);
  return scripts;
}

/** The text of an event's script, and the event without it; undefined when there is none to be understood. */
function takeText(event: JsonObject): { text: string; event: JsonObject; form: Form } | undefined {
  const { script, ...bare } = event;
  if (!isJsonObject(script)) {
    const source = readSource(script);
    return source && { text: source.text, event: bare, form: `script ${source.form}` };
  }
  const { exec, ...rest } = script;
  const source = readSource(exec);
  return source && { ...source, event: { ...bare, script: rest } };
}

function readSource(
  value: JsonValue | undefined,
): { text: string; form: 'lines' | 'text' } | undefined {
  if (typeof value === 'string') return { text: value, form: 'text' };
  if (!Array.isArray(value) || !value.every((line) => typeof line === 'string')) return undefined;
  return { text: value.join('\n'), form: 'lines' };
}

/** Writes the events of a node; undefined when there are none. */
export function writeEvents(
  scripts: Scripts,
  unknown: JsonObject | undefined,
): JsonValue | undefined {
  const kept = unknown?.['event'];
  if (!Array.isArray(kept)) return asList(freshEvents(scripts));
  const left: Scripts = { ...scripts };
  const events = kept.filter(isJsonObject).map((entry) => {
    const { event = null, slot, form } = entry;
    if ((slot !== 'preRequest' && slot !== 'test') || !isJsonObject(event)) return event;
    const text = scripts[slot];
    left[slot] = '';
    return putText(event, text, form);
  });
  return asList([...events, ...freshEvents(left)]);
}

function putText(event: JsonObject, text: string, form: JsonValue | undefined): JsonObject {
  const source = form === 'text' || form === 'script text' ? text : text.split('\n');
  const script =
    form === 'script text' || form === 'script lines'
      ? source
      : assemble(['id', 'type', 'exec'], { exec: source }, event['script']);
  return assemble(['listen', 'script'], { script }, event);
}

/** The events of scripts that no file spelled otherwise. An empty script has none. */
function freshEvents(scripts: Scripts): JsonObject[] {
  return SLOTS.filter(([slot]) => scripts[slot] !== '').map(([slot, listen]) => ({
    listen,
    script: { type: 'text/javascript', exec: scripts[slot].split('\n') },
  }));
}

function asList(events: JsonValue[]): JsonValue | undefined {
  return events.length > 0 ? events : undefined;
}
