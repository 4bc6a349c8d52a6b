import { parseArgs, type ParseArgsConfig } from 'node:util';
import { errorMessage } from '@scratchpad/core';
import { CliError } from './cliError.ts';

/** The command line of `run`, understood. Times are milliseconds, 0 for no limit. */
export interface RunCommandOptions {
  /** A path, a URL, or `-` for standard input. */
  readonly collection: string;
  /** Which collection of a file with several. */
  readonly collectionName: string | undefined;
  readonly environment: string | undefined;
  readonly globals: string | undefined;
  readonly data: string | undefined;
  readonly iterations: number | undefined;
  readonly folders: readonly string[];
  readonly envVars: readonly (readonly [key: string, value: string])[];
  readonly globalVars: readonly (readonly [key: string, value: string])[];
  readonly delayMs: number;
  readonly timeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly scriptTimeoutMs: number;
  readonly isInsecure: boolean;
  readonly ignoresRedirects: boolean;
  readonly bail: { readonly failure: boolean; readonly folder: boolean };
  readonly suppressesExitCode: boolean;
  readonly workingDir: string | undefined;
  readonly canLeaveWorkingDir: boolean;
  readonly cookieJar: string | undefined;
  readonly extraCaCerts: string | undefined;
  /** Files, and the passphrase of the key. `list` is a JSON file of certificates for places. */
  readonly clientCertificate: Readonly<
    Record<'cert' | 'key' | 'passphrase' | 'list', string | undefined>
  >;
  readonly exports: Readonly<Record<ExportName, string | undefined>>;
  readonly reporters: readonly string[];
  /** `--reporter-json-export F` as `json-export` → F; flags as `true`. */
  readonly reporterOptions: Readonly<Record<string, string | true>>;
  readonly isSilent: boolean;
  readonly isVerbose: boolean;
  readonly color: 'auto' | 'on' | 'off';
  readonly isPlain: boolean;
}

/** What a run can leave in a file. */
export type ExportName = 'environment' | 'globals' | 'collection' | 'cookie-jar';

const OPTIONS = {
  environment: { type: 'string', short: 'e' },
  globals: { type: 'string', short: 'g' },
  'iteration-data': { type: 'string', short: 'd' },
  'iteration-count': { type: 'string', short: 'n' },
  folder: { type: 'string', multiple: true },
  collection: { type: 'string' },
  'env-var': { type: 'string', multiple: true },
  'global-var': { type: 'string', multiple: true },
  'delay-request': { type: 'string' },
  timeout: { type: 'string' },
  'timeout-request': { type: 'string' },
  'timeout-script': { type: 'string' },
  insecure: { type: 'boolean', short: 'k' },
  'ignore-redirects': { type: 'boolean' },
  bail: { type: 'string' },
  'suppress-exit-code': { type: 'boolean', short: 'x' },
  'working-dir': { type: 'string' },
  'no-insecure-file-read': { type: 'boolean' },
  'cookie-jar': { type: 'string' },
  'export-environment': { type: 'string' },
  'export-globals': { type: 'string' },
  'export-collection': { type: 'string' },
  'export-cookie-jar': { type: 'string' },
  'ssl-extra-ca-certs': { type: 'string' },
  'ssl-client-cert': { type: 'string' },
  'ssl-client-key': { type: 'string' },
  'ssl-client-passphrase': { type: 'string' },
  'ssl-client-cert-list': { type: 'string' },
  reporters: { type: 'string', short: 'r', default: 'cli' },
  silent: { type: 'boolean' },
  verbose: { type: 'boolean' },
  color: { type: 'string', default: 'auto' },
  'disable-unicode': { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** Reads the command line. @throws CliError `usage` */
export function parseRunOptions(args: readonly string[]): RunCommandOptions {
  const { rest, reporterOptions } = takeReporterOptions(args);
  const { values, positionals } = parse(withBailValue(rest));
  const [collection, ...others] = positionals;
  if (collection === undefined) {
    throw usage('Say which collection to run: a file, an address, or - for standard input.');
  }
  if (others.length > 0) throw usage(`One collection at a time, not also "${others[0]}".`);
  const { color } = values;
  if (color !== 'auto' && color !== 'on' && color !== 'off') {
    throw usage(`--color wants auto, on or off, not "${color}".`);
  }
  const bail = values.bail?.split(',') ?? [];
  return {
    collection,
    collectionName: values.collection,
    environment: values.environment,
    globals: values.globals,
    data: values['iteration-data'],
    iterations: positive('iteration-count', values['iteration-count']),
    folders: values.folder ?? [],
    envVars: (values['env-var'] ?? []).map((text) => keyValue('env-var', text)),
    globalVars: (values['global-var'] ?? []).map((text) => keyValue('global-var', text)),
    delayMs: count('delay-request', values['delay-request']),
    timeoutMs: count('timeout', values.timeout),
    requestTimeoutMs: count('timeout-request', values['timeout-request']),
    scriptTimeoutMs: count('timeout-script', values['timeout-script']),
    isInsecure: values.insecure ?? false,
    ignoresRedirects: values['ignore-redirects'] ?? false,
    bail: { failure: bail.includes('failure'), folder: bail.includes('folder') },
    suppressesExitCode: values['suppress-exit-code'] ?? false,
    workingDir: values['working-dir'],
    canLeaveWorkingDir: !(values['no-insecure-file-read'] ?? false),
    cookieJar: values['cookie-jar'],
    extraCaCerts: values['ssl-extra-ca-certs'],
    clientCertificate: {
      cert: values['ssl-client-cert'],
      key: values['ssl-client-key'],
      passphrase: values['ssl-client-passphrase'],
      list: values['ssl-client-cert-list'],
    },
    exports: {
      environment: values['export-environment'],
      globals: values['export-globals'],
      collection: values['export-collection'],
      'cookie-jar': values['export-cookie-jar'],
    },
    reporters: values.reporters.split(',').map((name) => name.trim()),
    reporterOptions,
    isSilent: values.silent ?? false,
    isVerbose: values.verbose ?? false,
    color,
    isPlain: values['disable-unicode'] ?? false,
  };
}

/** `--bail` may stand alone, and then means `failure`. */
function withBailValue(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    if (arg !== '--bail') return [arg];
    return /^(?:failure|folder)(?:,(?:failure|folder))*$/.test(args[i + 1] ?? '')
      ? [arg]
      : ['--bail=failure'];
  });
}

/** Options of reporters have any name; those of reporters that are not here are passed over. */
function takeReporterOptions(args: readonly string[]): {
  rest: string[];
  reporterOptions: Record<string, string | true>;
} {
  const rest: string[] = [];
  const reporterOptions: Record<string, string | true> = {};
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    const found = /^--reporter-([^=]+)(?:=(.*))?$/s.exec(arg);
    if (!found) {
      rest.push(arg);
      continue;
    }
    const [, name = '', value] = found;
    const next = args[i + 1];
    if (value !== undefined) reporterOptions[name] = value;
    else if (next !== undefined && !next.startsWith('-') && name.endsWith('export')) {
      reporterOptions[name] = next;
      i += 1;
    } else reporterOptions[name] = true;
  }
  return { rest, reporterOptions };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw usage(errorMessage(error).split('. ')[0] ?? '');
  }
}

function count(name: string, text: string | undefined): number {
  if (text === undefined) return 0;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw usage(`--${name} wants a whole number of milliseconds, not "${text}".`);
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw usage(`--${name} wants a positive integer, not "${text}".`);
}

function keyValue(name: string, text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw usage(`--${name} wants key=value, not "${text}".`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function usage(message: string): CliError {
  return new CliError('usage', message);
}
