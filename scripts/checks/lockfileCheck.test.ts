import { describe, expect, it } from 'vitest';
import { addressesIn } from './lockfileCheck.ts';

describe('addressesIn', () => {
  it('finds tarball addresses with their line', () => {
    const lockfile =
      "packages:\n  a@1.0.0:\n    resolution: {tarball: 'http://mirror.test/a.tgz'}\n";
    expect(addressesIn(lockfile)).toEqual(["3: resolution: {tarball: 'http://mirror.test/a.tgz'}"]);
  });

  it('leaves integrity sums, links inside the workspace and deprecation texts alone', () => {
    const lockfile = [
      '    resolution: {integrity: sha512-aaa//bbb==}',
      '    version: link:../core',
      '    deprecated: see https://example.org',
    ].join('\n');
    expect(addressesIn(lockfile)).toEqual([]);
  });
});
