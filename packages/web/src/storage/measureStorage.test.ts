import { describe, expect, it } from 'vitest';
import { sizeOf, useOfLocal } from './measureStorage.ts';

describe('measureStorage', () => {
  it('takes a Blob and bytes at their word, and adds up the rest', () => {
    expect(sizeOf(new Blob(['four']))).toBe(4);
    expect(sizeOf(new Uint8Array(7))).toBe(7);
    expect(sizeOf({ ab: 'cde', list: ['f', new Blob(['gh'])] })).toBe(2 + 3 + 4 + 1 + 2);
  });

  it('tells apart by their keys what lies in one store', () => {
    expect(useOfLocal('values', 'run:1')).toBe('runs');
    expect(useOfLocal('values', 'files:n:r')).toBe('files');
    expect(useOfLocal('values', 'cookies')).toBe('small');
    expect(useOfLocal('bodies', '1')).toBe('history');
  });
});
