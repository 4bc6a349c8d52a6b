import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runNpx } from './environment.mjs';

const WANTED_MAJOR = 24;

/**
 * The path of a Node >= 24: the running one, the one found last time, or one fetched through npx. What npx fetched is
 * asked for its version before it is believed: with `ignore-scripts=true` the `node` package silently runs the old one.
 * @param {string} root
 * @returns {string}
 */
export function findNode(root) {
  if (isWanted(process.versions.node)) return process.execPath;

  const cacheFile = join(root, '.cache', 'node-path');
  const cached = readIfThere(cacheFile);
  if (cached !== null && isWanted(versionOf(cached))) return cached;

  process.stderr.write(
    `This is Node ${process.versions.node}; fetching Node ${WANTED_MAJOR} once …\n`,
  );
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const sources = [
    ['-y', `node@${WANTED_MAJOR}`],
    ['-y', '-p', `node-${os}-${process.arch}@${WANTED_MAJOR}`, 'node'],
  ];
  for (const source of sources) {
    const { stdout } = runNpx([...source, '-p', 'process.execPath'], { cwd: root });
    const path = stdout.trim();
    if (path !== '' && isWanted(versionOf(path))) {
      mkdirSync(dirname(cacheFile), { recursive: true });
      writeFileSync(cacheFile, path);
      return path;
    }
  }
  throw new Error(
    `Scratchpad needs Node ${WANTED_MAJOR} or later; this is Node ${process.versions.node}, and npm could not fetch a later one. ` +
      `Install Node ${WANTED_MAJOR} from https://nodejs.org and run the command again.`,
  );
}

/** @param {string | null} version */
function isWanted(version) {
  return version !== null && Number.parseInt(version, 10) >= WANTED_MAJOR;
}

/** @param {string} path */
function versionOf(path) {
  const { status, stdout } = spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
