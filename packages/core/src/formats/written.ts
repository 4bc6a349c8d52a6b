import type { Auth, NodeSpec, RowInput } from '../model/content.ts';
import type { Note } from './parsedFile.ts';

/** A file that says less than what it was made of: its text, and what it does not say. */
export interface Written {
  readonly text: string;
  readonly leftOut: readonly Note[];
}

/** A request with what it inherits, and the names of the folders around it. */
export interface PlacedRequest {
  readonly spec: NodeSpec;
  /** The authorization that counts: its own or the nearest one above; undefined for none. */
  readonly auth: Auth | undefined;
  readonly folders: readonly string[];
  /** Names from the collection down to the request, for messages. */
  readonly path: string;
}

/** The requests of a tree in order. */
export function listRequests(specs: readonly NodeSpec[]): PlacedRequest[] {
  const found: PlacedRequest[] = [];
  const visit = (
    spec: NodeSpec,
    above: Auth | undefined,
    folders: readonly string[],
    path: string,
  ): void => {
    const own = spec.auth === undefined || spec.auth.type === 'inherit' ? above : spec.auth;
    const auth = own?.type === 'noauth' ? undefined : own;
    const at = path === '' ? spec.name : `${path} / ${spec.name}`;
    if (spec.kind === 'http' || spec.kind === 'ws') found.push({ spec, auth, folders, path: at });
    else {
      const inner = spec.kind === 'folder' ? [...folders, spec.name] : folders;
      for (const child of spec.children ?? []) visit(child, own, inner, at);
    }
  };
  for (const spec of specs) visit(spec, undefined, [], '');
  return found;
}

/** The rows that are switched on. */
export function enabledRows(rows: readonly RowInput[] | undefined): readonly RowInput[] {
  return (rows ?? []).filter(({ enabled }) => enabled !== false);
}

/** A field of a spec as a text. */
export function fieldText(
  spec: NodeSpec,
  name: 'method' | 'baseUrl' | 'bodyMode' | 'bodyLanguage' | 'bodyFile' | 'graphqlOperation',
): string {
  const value = spec.fields?.[name];
  return typeof value === 'string' ? value : '';
}

/** A field of the chosen type of authorization, as a text. */
export function authText(auth: Auth | undefined, name: string): string {
  const value = auth?.params[auth.type]?.[name];
  return typeof value === 'string' ? value : '';
}
