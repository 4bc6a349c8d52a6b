/**
 * The tabs: what is open, in order. Which one is active says the address of the page, so that every open thing has a
 * URL and the browser's back and forward work.
 */
import type { EnvId, NodeId, NodeKind } from '@scratchpad/core';
import { useSyncExternalStore } from 'react';
import { navigate, useBrowserLocation } from 'wouter/use-browser-location';
import { z } from 'zod';
import { documentKey, innerPath, pathPrefix } from './documentPath.ts';
import { readUiState, writeUiState } from './uiState.ts';

/** What a tab shows. */
export type TabTarget =
  | {
      readonly kind: 'request' | 'collection' | 'folder' | 'example' | 'docs' | 'run';
      readonly id: NodeId;
    }
  | { readonly kind: 'environment'; readonly id: EnvId }
  | { readonly kind: 'globals' | 'history' | 'trash' | 'settings' | 'runner' | 'find' };

/** An open tab. A preview is replaced by the next thing that is looked at. */
export interface Tab {
  readonly path: string;
  readonly preview: boolean;
}

const KINDS_WITH_ID = [
  'request',
  'collection',
  'folder',
  'example',
  'docs',
  'run',
  'environment',
] as const;
const KINDS_ALONE = ['globals', 'history', 'trash', 'settings', 'runner', 'find'] as const;
const MAX_CLOSED = 20;

const tabsSchema = z.array(z.object({ path: z.string(), preview: z.boolean() }));

/** The key under which the tabs of the document that is open now are kept. */
let key = documentKey('tabs');
let tabs: readonly Tab[] = readUiState(key, tabsSchema, []);
let closed: string[] = [];
const listeners = new Set<() => void>();

/** Takes up the tabs of the document that the address names now; each document has its own. */
export function switchTabs(): void {
  const now = documentKey('tabs');
  if (now === key) return;
  key = now;
  tabs = readUiState(key, tabsSchema, []);
  closed = [];
  for (const listener of listeners) listener();
}

function setTabs(next: readonly Tab[]): void {
  tabs = next;
  writeUiState(key, next);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The address of a target, in the document that is open now. */
export function pathOf(target: TabTarget): string {
  const place = 'id' in target ? `/${target.kind}/${target.id}` : `/${target.kind}`;
  return pathPrefix() + place;
}

/** The target of an address; null for the start page and for addresses that are none of ours. */
export function parsePath(path: string): TabTarget | null {
  const [, first, id] = innerPath(path).split('/');
  const alone = KINDS_ALONE.find((kind) => kind === first);
  if (alone) return { kind: alone };
  const kind = KINDS_WITH_ID.find((candidate) => candidate === first);
  if (!kind || !id) return null;
  return kind === 'environment' ? { kind, id: id as EnvId } : { kind, id: id as NodeId };
}

/** The target that shows a node. */
export function targetOfNode(kind: NodeKind, id: NodeId): TabTarget {
  return { kind: kind === 'http' || kind === 'ws' ? 'request' : kind, id };
}

function activePath(): string {
  const target = parsePath(location.pathname);
  return target ? pathOf(target) : home();
}

/** The start page of the document that is open now. */
export function home(): string {
  return pathPrefix() || '/';
}

/** Shows a target: in the tab it has, in the preview tab, or in a new one beside the active. */
export function openTab(target: TabTarget, options: { readonly keep?: boolean } = {}): void {
  const path = pathOf(target);
  const keep = options.keep ?? false;
  if (tabs.some((tab) => tab.path === path)) {
    if (keep) keepTab(path);
  } else {
    const fresh: Tab = { path, preview: !keep };
    const preview = keep ? -1 : tabs.findIndex((tab) => tab.preview);
    if (preview >= 0) setTabs(tabs.with(preview, fresh));
    else {
      const active = tabs.findIndex((tab) => tab.path === activePath());
      const at = active < 0 ? tabs.length : active + 1;
      setTabs(tabs.toSpliced(at, 0, fresh));
    }
  }
  if (activePath() !== path) navigate(path);
}

/** Makes a preview stay. */
export function keepTab(path: string): void {
  if (tabs.some((tab) => tab.path === path && tab.preview)) {
    setTabs(tabs.map((tab) => (tab.path === path ? { path, preview: false } : tab)));
  }
}

/** Makes sure that what the address names has a tab: after a reload, a link, or going back. */
export function ensureTab(target: TabTarget): void {
  const path = pathOf(target);
  if (!tabs.some((tab) => tab.path === path)) setTabs([...tabs, { path, preview: false }]);
}

/**
 * Where to go when a tab goes: the next one that stays, else the one before, else the start page.
 * @param isThere says whether a tab can be shown
 */
export function neighbourOf(path: string, isThere: (tab: Tab) => boolean): string {
  const at = tabs.findIndex((tab) => tab.path === path);
  const stays = (tab: Tab) => tab.path !== path && isThere(tab);
  const next =
    tabs.slice(Math.max(0, at)).find(stays) ?? tabs.slice(0, Math.max(0, at)).findLast(stays);
  return next?.path ?? home();
}

/** Closes tabs; when the active one is among them, its neighbour becomes active. See {@link neighbourOf}. */
export function closeTabs(paths: readonly string[], isThere: (tab: Tab) => boolean): void {
  const doomed = new Set(paths);
  closed.push(...paths);
  closed.splice(0, Math.max(0, closed.length - MAX_CLOSED));
  const active = activePath();
  if (doomed.has(active))
    navigate(neighbourOf(active, (tab) => !doomed.has(tab.path) && isThere(tab)));
  setTabs(tabs.filter((tab) => !doomed.has(tab.path)));
}

/** Opens the tab that was closed last. */
export function reopenTab(): void {
  const path = closed.pop();
  const target = path === undefined ? null : parsePath(path);
  if (target) openTab(target, { keep: true });
}

/** Moves a tab to stand beside another. */
export function moveTab(path: string, side: 'before' | 'after', other: string): void {
  const tab = tabs.find((candidate) => candidate.path === path);
  if (!tab || path === other) return;
  const rest = tabs.filter((candidate) => candidate !== tab);
  const at = rest.findIndex((candidate) => candidate.path === other);
  if (at >= 0) setTabs(rest.toSpliced(side === 'before' ? at : at + 1, 0, tab));
}

/** Goes `by` tabs to the right (or left), around the end, among those that can be shown. */
export function stepTab(by: 1 | -1, among: readonly Tab[]): void {
  const at = among.findIndex((tab) => tab.path === activePath());
  const next = at < 0 && by < 0 ? among.at(-1) : among[(at + by + among.length) % among.length];
  if (next) navigate(next.path);
}

/** Goes to a tab by its place, from 1; 9 is the last one, as in browsers. */
export function goToTab(place: number, among: readonly Tab[]): void {
  const tab = place === 9 ? among.at(-1) : among[place - 1];
  if (tab) navigate(tab.path);
}

/** The open tabs in order, with those whose thing is deleted. */
export function getTabs(): readonly Tab[] {
  return tabs;
}

/** See {@link getTabs}. */
export function useTabs(): readonly Tab[] {
  return useSyncExternalStore(subscribe, () => tabs);
}

/** The address of the active tab. Settings have sections below theirs. */
export function useActivePath(): string {
  const [path] = useBrowserLocation();
  const target = parsePath(path);
  return target ? pathOf(target) : home();
}

/** What the address of the page names; null for the start page. */
export function useActiveTarget(): TabTarget | null {
  const [path] = useBrowserLocation();
  return parsePath(path);
}
