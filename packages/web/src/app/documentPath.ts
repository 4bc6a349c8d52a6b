/** Which document the address of the page names: `/w/<id>/…` a workspace, everything else the pad. */
import { useBrowserLocation } from 'wouter/use-browser-location';

const WORKSPACE = /^\/w\/([^/]+)/;

/** The workspace that a path lies in; null for the pad. */
function workspaceOf(path: string): string | null {
  const id = WORKSPACE.exec(path)?.[1];
  return id === undefined ? null : decodeURIComponent(id);
}

/** Whether an id is that of a copy which was put aside: the workspace's, a tilde, a number. */
export function isKeptId(workspace: string): boolean {
  return workspace.includes('~');
}

/** Where a document begins: `/` for the pad. */
export function homeOf(workspace: string | null): string {
  return workspace === null ? '/' : `/w/${encodeURIComponent(workspace)}`;
}

/** What stands before every path of the document that is open now; empty for the pad. */
export function pathPrefix(): string {
  return WORKSPACE.exec(location.pathname)?.[0] ?? '';
}

/** A path without its document. */
export function innerPath(path: string): string {
  return path.replace(WORKSPACE, '') || '/';
}

/** A name for what is kept per document: the pad's is as it was before there were others. */
export function documentKey(name: string): string {
  const workspace = workspaceOf(location.pathname);
  return workspace === null ? name : `${name}:${workspace}`;
}

/** The workspace that the address names; null for the pad. */
export function useDocumentId(): string | null {
  const [path] = useBrowserLocation();
  return workspaceOf(path);
}
