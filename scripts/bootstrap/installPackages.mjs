import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runNpx, withNodeFirst } from './environment.mjs';

const PNPM_VERSION = '12.21.0';

/**
 * Installs the packages of the lockfile, unless that has been done for just these manifests. Throws when it fails.
 * @param {string} root
 * @param {string} nodePath
 */
export function installPackages(root, nodePath) {
  const manifests = manifestsOf(root);
  const stamp = stampOf(manifests, nodePath);
  // Inside node_modules, so that the stamp goes when the packages go.
  const stampFile = join(root, 'node_modules', '.cache', 'scratchpad-install');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  process.stderr.write('Installing packages …\n');
  const { ok } = runNpx(
    // Without a terminal pnpm would rather give up than replace a node_modules of another layout.
    [
      '-y',
      `pnpm@${PNPM_VERSION}`,
      'install',
      '--frozen-lockfile',
      '--config.confirmModulesPurge=false',
    ],
    { cwd: root, env: withNodeFirst(nodePath), stdout: 'show' },
  );
  if (!ok) {
    throw new Error(
      'The packages could not be installed; pnpm says why above. Without a network this works only once they are in the store.',
    );
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/**
 * @param {string} root
 * @returns {string[]}
 */
function manifestsOf(root) {
  const packagesDir = join(root, 'packages');
  const packages = readdirSync(packagesDir).map((name) => join(packagesDir, name, 'package.json'));
  const top = ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'].map((name) =>
    join(root, name),
  );
  return [...top, ...packages.filter((file) => existsSync(file))];
}

/**
 * @param {readonly string[]} files
 * @param {string} nodePath
 */
function stampOf(files, nodePath) {
  const hash = createHash('sha256').update(`${PNPM_VERSION}\n${nodePath}\n`);
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
