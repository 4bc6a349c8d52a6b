/** What a run leaves in files: reports, and the things that scripts changed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  createNodeId,
  type EnvSpec,
  errorMessage,
  type JsonObject,
  type NodeSpec,
} from '@scratchpad/core';
import { stringifyFile, writeCollection } from '@scratchpad/core/formats';
import {
  cookiesToJar,
  type RunEvent,
  type RunItem,
  type RunSummary,
  type VariableList,
  writeJunit,
} from '@scratchpad/core/run';
import { CliError } from './cliError.ts';
import type { RunCommandOptions } from './runOptions.ts';

/** What reports and exports are made of. */
export interface RunResult {
  readonly collection: NodeSpec;
  readonly environment: Pick<EnvSpec, 'name' | 'fileId'>;
  readonly items: readonly RunItem[];
  readonly summary: RunSummary;
  readonly done: Extract<RunEvent, { type: 'done' }>;
}

/** Reporters that write a file, and what it is called when nobody says where. */
export const FILE_REPORTERS = { json: 'newman-run-report.json', junit: 'newman-run-report.xml' };

/** Writes the reports that were asked for, then the exports. @throws CliError `not-written` */
export async function writeRunFiles(
  result: RunResult,
  { reporters, reporterOptions, exports }: RunCommandOptions,
  cwd: string,
): Promise<void> {
  if (reporters.includes('json')) {
    await write(
      cwd,
      placeOf('json', reporterOptions),
      JSON.stringify(toJsonReport(result), null, 2),
    );
  }
  if (reporters.includes('junit')) {
    await write(cwd, placeOf('junit', reporterOptions), toJunit(result));
  }
  const { variables, cookies } = result.done;
  const contents = {
    environment: () => scopeFile('environment', result.environment, variables.environment),
    globals: () => scopeFile('globals', { name: 'globals' }, variables.globals),
    collection: () => writeCollection(result.collection, { version: '2.1' }),
    'cookie-jar': () => cookiesToJar(cookies),
  };
  for (const name of ['environment', 'globals', 'collection', 'cookie-jar'] as const) {
    const place = exports[name];
    if (place !== undefined) await write(cwd, place, stringifyFile(contents[name]()));
  }
}

function placeOf(
  reporter: 'json' | 'junit',
  options: RunCommandOptions['reporterOptions'],
): string {
  const place = options[`${reporter}-export`] ?? options['export'];
  if (typeof place === 'string') return place;
  // As other tools do: a folder of the day's runs, none of which takes the place of another.
  const name = FILE_REPORTERS[reporter];
  const stamp = new Date()
    .toISOString()
    .replaceAll(/[:.TZ]/g, '-')
    .replace(/-$/, '');
  return `newman/${name.replace('.', `-${stamp}-0.`)}`;
}

function toJsonReport({ collection, environment, summary, done }: RunResult): JsonObject {
  const { variables } = done;
  return {
    collection: writeCollection(collection, { version: '2.1' }),
    environment: {
      id: environment.fileId ?? createNodeId(),
      name: environment.name,
      values: [...variables.environment],
    },
    globals: { id: createNodeId(), values: [...variables.globals] },
    run: summary.toJson(),
  };
}

function toJunit({ collection, items, summary }: RunResult): string {
  return writeJunit({
    collectionName: collection.name,
    collectionId: collection.fileId ?? '',
    pathById: new Map(items.map(({ id, path }) => [id, path])),
    run: summary.toJson(),
  });
}

function scopeFile(
  scope: 'environment' | 'globals',
  { name, fileId }: { readonly name: string; readonly fileId?: string | null },
  values: VariableList,
): JsonObject {
  return {
    id: fileId ?? createNodeId(),
    name,
    values: values.map(({ disabled, ...rest }) => ({ ...rest, enabled: disabled !== true })),
    _postman_variable_scope: scope,
    _postman_exported_at: new Date().toISOString(),
    _postman_exported_using: 'Scratchpad/0.1',
  };
}

async function write(cwd: string, place: string, text: string): Promise<void> {
  const path = resolve(cwd, place);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    throw new CliError('not-written', `${place} could not be written: ${errorMessage(cause)}.`, {
      cause,
    });
  }
}
