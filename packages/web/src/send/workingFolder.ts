/**
 * The folder whose files requests may name: chosen by a person, read by the browser, on this device only. A browser that
 * gives pages no folders has none, and its files are picked one by one.
 */
import { openLocalDb } from '../storage/localDb.ts';

const KEY = 'workingFolder';

/** What the types of TypeScript do not have yet (https://wicg.github.io/file-system-access/). */
type FolderHandle = FileSystemDirectoryHandle & {
  queryPermission?: (mode: { mode: 'read' }) => Promise<PermissionState>;
  requestPermission?: (mode: { mode: 'read' }) => Promise<PermissionState>;
};
type Picker = (options: { id: string; mode: 'read' }) => Promise<FolderHandle>;

function pickerOf(): Picker | undefined {
  return (window as { showDirectoryPicker?: Picker }).showDirectoryPicker;
}

/** The folder as it is now. */
export interface WorkingFolder {
  readonly name: string;
  /** Whether its files can be read without asking; a browser asks again after it was closed. */
  readonly isOpen: boolean;
}

const listeners = new Set<() => void>();
const channel = new BroadcastChannel('scratchpad-working-folder');
channel.onmessage = () => tellListeners();

function tellListeners(): void {
  for (const listener of listeners) listener();
}

function changed(): void {
  tellListeners();
  channel.postMessage(null);
}

/** Calls the listener when the folder changes or is opened. Returns how to stop that. */
export function onWorkingFolderChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether this browser lets a page read a folder. */
export function canChooseFolder(): boolean {
  return pickerOf() !== undefined;
}

/** Lets a person choose the folder. False when they chose none. Call it from a click. */
export async function chooseWorkingFolder(): Promise<boolean> {
  const pick = pickerOf();
  if (!pick) return false;
  let handle: FolderHandle;
  try {
    handle = await pick({ id: 'working-folder', mode: 'read' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false;
    throw error;
  }
  const db = await openLocalDb();
  await db.put('values', handle, KEY);
  changed();
  return true;
}

/** Forgets the folder. Nothing in it changes. */
export async function forgetWorkingFolder(): Promise<void> {
  const db = await openLocalDb();
  await db.delete('values', KEY);
  changed();
}

/** The folder, or null when none was chosen. */
export async function readWorkingFolder(): Promise<WorkingFolder | null> {
  const handle = await readHandle();
  return handle && { name: handle.name, isOpen: await isReadable(handle) };
}

/**
 * As {@link findInWorkingFolder}, and asks for leave to read the folder when it is closed: a browser lets a page ask while
 * somebody has just pressed a key or a button, as Send.
 */
export async function openAndFind(name: string): Promise<File | null> {
  const folder = await readWorkingFolder();
  if (folder === null) return null;
  try {
    if (!folder.isOpen && !(await openWorkingFolder())) return null;
  } catch (error) {
    // Nobody pressed anything. Then the file is not here, and the words for that say what to do.
    if (error instanceof DOMException && error.name === 'SecurityError') return null;
    throw error;
  }
  return findInWorkingFolder(name);
}

/** Asks for leave to read the folder again. True when it was given. Call it from a click or a key. */
export async function openWorkingFolder(): Promise<boolean> {
  const handle = await readHandle();
  if (!handle) return false;
  if (await isReadable(handle)) return true;
  const state = await handle.requestPermission?.({ mode: 'read' });
  if (state !== 'granted') return false;
  changed();
  return true;
}

/** A file of the folder by the name that a request has for it; null when it is not there, or the folder is closed. */
export async function findInWorkingFolder(name: string): Promise<File | null> {
  const handle = await readHandle();
  if (!handle || !(await isReadable(handle))) return null;
  for (const path of pathsOf(name, handle.name)) {
    const file = await findFile(handle, path);
    if (file) return file;
  }
  return null;
}

async function readHandle(): Promise<FolderHandle | null> {
  const db = await openLocalDb();
  const stored: unknown = await db.get('values', KEY);
  return stored instanceof FileSystemDirectoryHandle ? stored : null;
}

async function isReadable(handle: FolderHandle): Promise<boolean> {
  return (await handle.queryPermission?.({ mode: 'read' })) !== 'prompt';
}

/**
 * Where a file may lie: at its path below the folder, or, of a whole path of another machine, behind the folder's name in
 * it, or by its last part. Nothing leads out of the folder.
 */
export function pathsOf(name: string, folder: string): readonly (readonly string[])[] {
  const isWhole = /^(?:[a-z]:)?[\\/]/i.test(name);
  const parts = name.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
  if (parts.includes('..') || parts.length === 0) return [];
  if (!isWhole) return [parts];
  const at = parts.lastIndexOf(folder);
  const behind = at === -1 ? [] : [parts.slice(at + 1)];
  return [...behind, parts.slice(-1)].filter((path) => path.length > 0);
}

async function findFile(folder: FolderHandle, path: readonly string[]): Promise<File | null> {
  try {
    let at: FileSystemDirectoryHandle = folder;
    for (const part of path.slice(0, -1)) at = await at.getDirectoryHandle(part);
    const file = await at.getFileHandle(path.at(-1) ?? '');
    return await file.getFile();
  } catch (error) {
    // Not there, or a folder where a file was named; anything else is worth a word.
    if (
      error instanceof TypeError ||
      (error instanceof DOMException &&
        ['NotFoundError', 'TypeMismatchError', 'NotAllowedError'].includes(error.name))
    )
      return null;
    throw error;
  }
}
