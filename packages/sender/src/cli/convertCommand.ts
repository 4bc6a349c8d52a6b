import { joinContents, type ParsedFile } from '@scratchpad/core/formats';
import { CliError } from './cliError.ts';
import { type ConvertOptions, parseConvertOptions } from './convertOptions.ts';
import { joinReports, reportToText } from './convertReport.ts';
import { toOutput } from './outputFiles.ts';
import { readInput } from './readInput.ts';
import { writeOutput } from './writeOutput.ts';

/**
 * `convert <file|folder|-> [--from F] [--to F] [-o out] [--report text|json]`: any file that can be read to any format
 * that can be written. The file goes to `out` or to standard output, the report to standard error.
 * @throws CliError, AppError; nothing is written then
 */
export async function convertCommand(args: readonly string[], cwd: string): Promise<void> {
  const options = parseConvertOptions(args);
  const results = await readInput(options.input, cwd);
  const files = results.flatMap(({ parsed }) => parsed ?? []);
  requireFormat(files, options);
  const output = toOutput(joinFiles(files, options.input), options.to);
  const written = await writeOutput(output, options.output, cwd);
  const report = joinReports(files, {
    fileName: options.input === '-' ? 'standard input' : options.input,
    format: [...new Set(files.map(({ format }) => format))].join(', '),
    notWritten: output.leftOut,
    refused: results.flatMap(({ name, error }) =>
      error
        ? [
            {
              fileName: name,
              code: error.code,
              message: error.message.replace(/ Nothing was imported\.$/, ''),
            },
          ]
        : [],
    ),
    written,
  });
  process.stderr.write(
    `${options.report === 'json' ? JSON.stringify(report, null, 2) : reportToText(report)}\n`,
  );
}

function requireFormat(files: readonly ParsedFile[], { from, input }: ConvertOptions): void {
  const other = from && files.find(({ format }) => !from.formats.includes(format));
  if (!other) return;
  throw new CliError(
    'wrong-format',
    `${input} is ${other.format}, not ${from.name}. Nothing was converted.`,
  );
}

/** The files of a folder as if they had been one. */
function joinFiles(files: readonly ParsedFile[], name: string): ParsedFile {
  const [first] = files;
  if (!first) throw new CliError('no-file', `${name} holds no file that can be read.`);
  if (files.length === 1) return first;
  return { ...joinContents(files), format: 'zip', report: { ...first.report, fileName: name } };
}
