/** The requests of a run in their order, each with what it inherits. */
import { AppError } from '../AppError.ts';
import { writeEvents } from '../formats/collection/events.ts';
import type { Auth, NodeSpec } from '../model/content.ts';
import { createFileId } from '../model/ids.ts';
import { isJsonObject, type JsonValue } from '../model/json.ts';
import type { RequestSettings } from '../request/requestSettings.ts';

/** A script together with the item it stands at. */
export interface RunScript {
  readonly code: string;
  /** Name of the collection, folder or request. */
  readonly owner: string;
}

/** One request of a run. */
export interface RunItem {
  /** The id that the file gave it, or one for this run. */
  readonly id: string;
  readonly name: string;
  readonly spec: NodeSpec;
  /** Names from the collection down to the request itself. */
  readonly path: readonly string[];
  /** What holds for it, inheritance followed. */
  readonly auth: Auth;
  readonly settings: RequestSettings;
  /** Outermost first. */
  readonly prerequest: readonly RunScript[];
  readonly test: readonly RunScript[];
}

const NO_AUTH: Auth = { type: 'noauth', params: {} };

interface Inherited extends Pick<RunItem, 'path' | 'auth' | 'settings' | 'prerequest' | 'test'> {
  readonly isSelected: boolean;
}

/**
 * Flattens a collection. `selection` names folders or requests by id or name; only what is in one of them is taken, in
 * the order of the collection.
 * @throws AppError `no-such-item`
 */
export function toRunItems(collection: NodeSpec, selection: readonly string[]): RunItem[] {
  const unmatched = new Set(selection);
  const items: RunItem[] = [];
  const visit = (spec: NodeSpec, above: Inherited): void => {
    const match = [spec.fileId, spec.name].find((name) => name && unmatched.delete(name));
    const here = inherit(spec, { ...above, isSelected: above.isSelected || match !== undefined });
    if (spec.kind === 'http' && here.isSelected) {
      const { isSelected: _, ...rest } = here;
      items.push({ id: spec.fileId ?? createFileId(), name: spec.name, spec, ...rest });
    }
    if (spec.kind === 'http') return;
    for (const child of spec.children ?? []) visit(child, here);
  };
  const top = inherit(collection, {
    path: [],
    auth: NO_AUTH,
    settings: {},
    prerequest: [],
    test: [],
    isSelected: selection.length === 0,
  });
  for (const child of collection.children ?? []) visit(child, top);
  const [missing] = unmatched;
  if (missing !== undefined) {
    throw new AppError('no-such-item', `Unable to find a folder or request: "${missing}"`);
  }
  return items;
}

function inherit(spec: NodeSpec, above: Inherited): Inherited {
  const scripts = (listen: 'prerequest' | 'test') => [...above[listen], ...scriptsOf(spec, listen)];
  return {
    path: [...above.path, spec.name],
    auth: !spec.auth || spec.auth.type === 'inherit' ? above.auth : spec.auth,
    settings: { ...above.settings, ...settingsOf(spec) },
    prerequest: scripts('prerequest'),
    test: scripts('test'),
    isSelected: above.isSelected,
  };
}

/** Settings of folders and collections are no part of the model, and are kept as the file had them. */
function settingsOf({ settings, unknown }: NodeSpec): RequestSettings {
  const kept = [unknown?.['item'], unknown?.['collection']].find(isJsonObject);
  const inherited = kept?.['protocolProfileBehavior'];
  return { ...(isJsonObject(inherited) ? (inherited as RequestSettings) : {}), ...settings };
}

/** All scripts of a kind, further ones than the model holds too, without those that are switched off or empty. */
function scriptsOf(spec: NodeSpec, listen: 'prerequest' | 'test'): readonly RunScript[] {
  const { preRequest = '', test = '' } = spec.texts ?? {};
  const events = writeEvents({ preRequest, test }, spec.unknown);
  if (!Array.isArray(events)) return [];
  return events.flatMap((event) => {
    if (!isJsonObject(event) || event['listen'] !== listen || event['disabled'] === true) return [];
    const code = codeOf(event['script']);
    return code.trim() === '' ? [] : [{ code, owner: spec.name }];
  });
}

function codeOf(script: JsonValue | undefined): string {
  if (isJsonObject(script)) return codeOf(script['exec']);
  if (Array.isArray(script)) return script.map(String).join('\n');
  return typeof script === 'string' ? script : '';
}
