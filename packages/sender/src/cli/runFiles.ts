/** The files that a run starts from: collection, environment, globals, data, cookies. */
import { readFile as readBytes } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type EnvSpec, errorMessage, type NodeSpec, type RowInput } from '@scratchpad/core';
import { type ParsedFile, readFile } from '@scratchpad/core/formats';
import { fromTough, readDataFile } from '@scratchpad/core/run';
import { z } from 'zod';
import { CliError } from './cliError.ts';
import { readInput } from './readInput.ts';

/** Reads the collection to run. A file with several wants the name of one. @throws CliError */
export async function loadCollection(
  input: string,
  name: string | undefined,
  cwd: string,
): Promise<NodeSpec> {
  const { collections, requests } = await load(input, cwd);
  const loose = requests.length > 0 ? [looseCollection(requests)] : [];
  const all = [...collections, ...loose];
  const chosen =
    name === undefined ? all : all.filter((one) => one.name === name || one.fileId === name);
  const [first, ...others] = chosen;
  if (!first) {
    throw new CliError(
      'no-file',
      name === undefined
        ? `${input} holds no collection.`
        : `${input} holds no collection "${name}".`,
    );
  }
  if (others.length > 0) {
    const names = chosen.map((one) => `"${one.name}"`).join(', ');
    throw new CliError(
      'usage',
      `${input} holds ${chosen.length} collections; choose one with --collection: ${names}.`,
    );
  }
  return first;
}

function looseCollection(requests: readonly NodeSpec[]): NodeSpec {
  return { kind: 'collection', name: 'Requests', children: requests };
}

/** Reads an environment. @throws CliError */
export async function loadEnvironment(input: string, cwd: string): Promise<EnvSpec> {
  const parsed = await load(input, cwd);
  const [environment] = parsed.environments;
  if (environment) return environment;
  if (parsed.globals) return { name: 'Globals', variables: parsed.globals };
  throw new CliError('no-file', `${input} holds no environment.`);
}

/** Reads globals; an environment may stand in for them. @throws CliError */
export async function loadGlobals(input: string, cwd: string): Promise<readonly RowInput[]> {
  const parsed = await load(input, cwd);
  const variables = parsed.globals ?? parsed.environments[0]?.variables;
  if (variables) return variables;
  throw new CliError('no-file', `${input} holds no globals.`);
}

/** Reads a data file. @throws CliError, AppError */
export async function loadData(input: string, cwd: string) {
  return readDataFile(await (isUrl(input) ? download(input) : bytesOf(input, cwd)));
}

const jarSchema = z.looseObject({ cookies: z.array(z.unknown()) });

/** Reads a cookie jar as tough-cookie writes it. @throws CliError */
export async function loadCookies(input: string, cwd: string) {
  const bytes = await bytesOf(input, cwd);
  try {
    return jarSchema.parse(JSON.parse(bytes.toString('utf8'))).cookies.map(fromTough);
  } catch (cause) {
    throw new CliError('wrong-format', `${input} is not a cookie jar in JSON.`, { cause });
  }
}

async function load(input: string, cwd: string): Promise<ParsedFile> {
  try {
    if (isUrl(input)) return await readFile(input, await download(input));
    const [result] = await readInput([input], cwd);
    if (result?.parsed) return result.parsed;
    throw result?.error ?? new CliError('no-file', `${input} holds nothing that can be read.`);
  } catch (error) {
    if (error instanceof CliError && error.code === 'usage') throw error;
    const message = errorMessage(error).replace(
      / Nothing was (?:converted|imported)\./,
      ' Nothing was run.',
    );
    throw new CliError('no-file', message, { cause: error });
  }
}

function isUrl(input: string): boolean {
  return /^https?:\/\//i.test(input);
}

async function download(url: string): Promise<Buffer> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (cause) {
    throw new CliError('no-file', `${url} cannot be read: ${errorMessage(cause)}.`, { cause });
  }
}

async function bytesOf(input: string, cwd: string): Promise<Buffer> {
  try {
    return await readBytes(resolve(cwd, input));
  } catch (cause) {
    throw new CliError('no-file', `${input} cannot be read: ${errorMessage(cause)}.`, { cause });
  }
}
