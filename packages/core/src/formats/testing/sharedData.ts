/**
 * Real files that others wrote. They lie beside the project and may be absent; tests that want them skip then.
 *
 * The package knows no Node types, so that a slip into Node is a compile error. This helper is the one place that reads
 * files, and says itself what it needs.
 */

interface FileSystem {
  readonly existsSync: (path: string) => boolean;
  readonly readdirSync: (path: string) => string[];
  readonly readFileSync: (path: string) => Uint8Array;
}
interface NodeProcess {
  getBuiltinModule(name: 'node:fs'): FileSystem;
  readonly stderr: { write(text: string): void };
}

const { process } = globalThis as unknown as { process: NodeProcess };
const { existsSync, readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
const { dirname } = import.meta as unknown as { dirname: string };

const ROOT = `${dirname}/../../../../../../shared/data`;

/** Whether the files are there. */
export const hasSharedData = existsSync(ROOT);

if (!hasSharedData) process.stderr.write(`Tests on real files are skipped: ${ROOT} is absent.\n`);

/** Names of the files of one folder; none when they are absent. */
export function sharedFiles(folder: string): readonly string[] {
  return hasSharedData ? readdirSync(`${ROOT}/${folder}`).sort() : [];
}

/** The bytes of one file. */
export function readSharedFile(folder: string, name: string): Uint8Array {
  return new Uint8Array(readFileSync(`${ROOT}/${folder}/${name}`));
}
