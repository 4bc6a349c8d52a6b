import { beforeEach, describe, expect, it } from 'vitest';
import type { NodeId } from '@scratchpad/core';
import { navigate } from 'wouter/use-browser-location';
import {
  closeTabs,
  getTabs,
  goToTab,
  moveTab,
  neighbourOf,
  openTab,
  stepTab,
  switchTabs,
} from './tabs.ts';

const path = (name: string) => `/request/${name}`;
const open = () => getTabs().map((tab) => tab.path.slice('/request/'.length));
const isThere = () => true;

beforeEach(() => {
  closeTabs(
    getTabs().map((tab) => tab.path),
    isThere,
  );
  for (const name of ['a', 'b', 'c', 'd'])
    openTab({ kind: 'request', id: name as NodeId }, { keep: true });
});

describe('tabs', () => {
  it('are moved before and after one another, to both ends', () => {
    moveTab(path('a'), 'after', path('d'));
    expect(open()).toEqual(['b', 'c', 'd', 'a']);
    moveTab(path('a'), 'before', path('b'));
    expect(open()).toEqual(['a', 'b', 'c', 'd']);
    moveTab(path('b'), 'after', path('b'));
    expect(open()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('give their place to the next that can be shown, else to the one before', () => {
    expect(neighbourOf(path('b'), isThere)).toBe(path('c'));
    expect(neighbourOf(path('b'), (tab) => tab.path !== path('c'))).toBe(path('d'));
    expect(neighbourOf(path('d'), isThere)).toBe(path('c'));
    expect(neighbourOf(path('d'), () => false)).toBe('/');
  });

  it('show a neighbour when the active one is closed, and stay when another is', () => {
    closeTabs([path('a')], isThere);
    expect(location.pathname).toBe(path('d'));
    closeTabs([path('d')], (tab) => tab.path !== path('c'));
    expect(location.pathname).toBe(path('b'));
  });

  it('are reached by place and by steps around the end, passing over those whose thing is deleted', () => {
    goToTab(2, getTabs());
    expect(location.pathname).toBe(path('b'));
    goToTab(9, getTabs());
    expect(location.pathname).toBe(path('d'));
    const live = getTabs().filter((tab) => tab.path !== path('a'));
    stepTab(1, live);
    expect(location.pathname).toBe(path('b'));
    stepTab(-1, live);
    expect(location.pathname).toBe(path('d'));
  });

  it('belong to one document: in a workspace they end at its own start page, and the pad keeps its own', () => {
    navigate('/w/team');
    switchTabs();
    expect(getTabs()).toEqual([]);
    openTab({ kind: 'request', id: 'a' as NodeId }, { keep: true });
    expect(location.pathname).toBe('/w/team/request/a');
    closeTabs(['/w/team/request/a'], isThere);
    expect(location.pathname).toBe('/w/team');
    navigate('/');
    switchTabs();
    expect(open()).toEqual(['a', 'b', 'c', 'd']);
  });
});
