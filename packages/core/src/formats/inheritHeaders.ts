import type { NodeSpec, RowInput } from '../model/content.ts';

/**
 * Other tools let folders hand headers down, which the model does not: the requests below get them, ahead of their own.
 * A header that a request sets itself stays as it is.
 */
export function inheritHeaders(spec: NodeSpec, headers: readonly RowInput[]): NodeSpec {
  if (headers.length === 0 || spec.kind === 'example') return spec;
  if (spec.kind === 'folder' || spec.kind === 'collection') {
    const children = (spec.children ?? []).map((child) => inheritHeaders(child, headers));
    return { ...spec, children };
  }
  const own = spec.tables?.headers ?? [];
  const names = new Set(own.map(({ key }) => key.toLowerCase()));
  const added = headers.filter(({ key }) => !names.has(key.toLowerCase()));
  return { ...spec, tables: { ...spec.tables, headers: [...added, ...own] } };
}
