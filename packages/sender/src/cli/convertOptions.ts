import { parseArgs } from 'node:util';
import { errorMessage } from '@scratchpad/core';
import type { FileFormat } from '@scratchpad/core/formats';
import { CliError } from './cliError.ts';

/** The formats that can be written. */
export const TARGETS = [
  'postman-2.1',
  'postman-2.0',
  'environment',
  'dump',
  'openapi',
  'curl',
  'har',
] as const;
export type Target = (typeof TARGETS)[number];

/** What `--from` may say, and the formats it stands for. */
const SOURCES: Readonly<Record<string, readonly FileFormat[]>> = {
  'postman-2.1': ['collection-2.1'],
  'postman-2.0': ['collection-2.0'],
  'postman-1': ['collection-1'],
  environment: ['environment'],
  globals: ['globals'],
  dump: ['dump', 'zip'],
  openapi: ['openapi-3', 'swagger-2'],
  insomnia: ['insomnia-4', 'insomnia-5'],
  curl: ['curl'],
  powershell: ['powershell'],
  har: ['har'],
  hoppscotch: ['hoppscotch'],
  bruno: ['bruno'],
  graphql: ['graphql'],
  url: ['url'],
  zip: ['zip'],
};

/** The command line of `convert`, understood. */
export interface ConvertOptions {
  /** Paths of files and folders, or `-` for standard input; one at least. */
  readonly inputs: readonly string[];
  /** The formats that the input has to have; undefined for any. */
  readonly from: { readonly name: string; readonly formats: readonly FileFormat[] } | undefined;
  readonly to: Target;
  /** Where to write; undefined for standard output. */
  readonly output: string | undefined;
  readonly report: 'text' | 'json';
}

/** Reads the command line. @throws CliError `usage` */
export function parseConvertOptions(args: readonly string[]): ConvertOptions {
  const { values, positionals: inputs } = parse(args);
  if (inputs.length === 0) throw usage('Say which file to convert, or - for standard input.');
  if (inputs.filter((input) => input === '-').length > 1)
    throw usage('There is one standard input, so - can stand only once.');
  const to = TARGETS.find((target) => target === values.to);
  if (!to) throw usage(`--to wants one of ${TARGETS.join(', ')}, not "${values.to}".`);
  const formats =
    values.from === undefined || !Object.hasOwn(SOURCES, values.from)
      ? undefined
      : SOURCES[values.from];
  if (values.from !== undefined && !formats) {
    throw usage(`--from wants one of ${Object.keys(SOURCES).join(', ')}, not "${values.from}".`);
  }
  const { report } = values;
  if (report !== 'text' && report !== 'json')
    throw usage(`--report wants text or json, not "${report}".`);
  return {
    inputs,
    from: formats && { name: values.from ?? '', formats },
    to,
    output: values.output === '-' ? undefined : values.output,
    report,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string', default: 'postman-2.1' },
        output: { type: 'string', short: 'o' },
        report: { type: 'string', default: 'text' },
      },
    });
  } catch (error) {
    throw usage(errorMessage(error).split('. ')[0] ?? '');
  }
}

function usage(message: string): CliError {
  return new CliError('usage', message);
}
