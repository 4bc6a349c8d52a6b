import { basename, resolve } from 'node:path';
import { type FileResult, joinContents, type ParsedFile } from '@scratchpad/core/formats';
import { CliError } from './cliError.ts';
import { type ConvertOptions, parseConvertOptions } from './convertOptions.ts';
import { joinReports, reportToText } from './convertReport.ts';
import { toOutput } from './outputFiles.ts';
import { readInput } from './readInput.ts';
import { writeOutput } from './writeOutput.ts';

/**
 * `convert <file|folder|-> … [--from F] [--to F] [-o out] [--report text|json]`: any file that can be read to any format
 * that can be written. The file goes to `out` or to standard output, the report to standard error. Of several files those
 * that cannot be read do not stop the others; the command fails all the same, when the others are written.
 * @throws CliError, AppError; nothing is written then, save for the last case
 */
export async function convertCommand(args: readonly string[], cwd: string): Promise<void> {
  const options = parseConvertOptions(args);
  const read = await readInput(options.inputs, cwd);
  const results = read.map((result) => checkFormat(result, options, read.length > 1));
  const files = results.flatMap(({ parsed }) => parsed ?? []);
  const output = toOutput(joinFiles(results, files, nameOf(options, cwd)), options.to);
  const written = await writeOutput(output, options.output, cwd);
  const refused = results.flatMap(({ name, error }) =>
    error
      ? [
          {
            fileName: name,
            code: error.code,
            message: error.message.replace(/ Nothing was (?:imported|converted)\.$/, ''),
          },
        ]
      : [],
  );
  const report = joinReports(files, {
    fileName: options.inputs.map((input) => (input === '-' ? 'standard input' : input)).join(', '),
    to: options.to,
    notWritten: output.leftOut,
    refused,
    written,
  });
  const isJson = options.report === 'json';
  process.stderr.write(`${isJson ? JSON.stringify(report, null, 2) : reportToText(report)}\n`);
  if (refused.length === 0) return;
  // A program reads what failed in the report, and a line behind it would make that no JSON.
  throw new CliError(
    'no-file',
    isJson ? '' : `${refused.length} of ${results.length} files could not be read.`,
  );
}

/** Another format than the user said is an error; of one file among several it is a result. */
function checkFormat(
  result: FileResult,
  { from }: ConvertOptions,
  isOneOfMany: boolean,
): FileResult {
  const { name, parsed } = result;
  if (!from || !parsed || from.formats.includes(parsed.format)) return result;
  const error = new CliError(
    'wrong-format',
    `${name} is ${parsed.format}, not ${from.name}. Nothing was converted.`,
  );
  if (!isOneOfMany) throw error;
  return { name, parsed: null, error };
}

/** What requests that belong to no collection are gathered under, when they come from many files. */
function nameOf({ inputs }: ConvertOptions, cwd: string): string {
  const [input = '-'] = inputs;
  return inputs.length > 1 || input === '-' ? 'Requests' : basename(resolve(cwd, input));
}

/** The files of a folder as if they had been one. What is written depends on what was named, not on what could be read. */
function joinFiles(
  results: readonly FileResult[],
  files: readonly ParsedFile[],
  name: string,
): ParsedFile {
  const [first] = files;
  if (!first) throw results[0]?.error ?? new CliError('no-file', 'There is no file to read.');
  if (results.length === 1) return first;
  return { ...joinContents(files), format: 'zip', report: { ...first.report, fileName: name } };
}
