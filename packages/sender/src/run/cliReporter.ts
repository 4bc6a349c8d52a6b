import { inspect } from 'node:util';
import type { RunEvent, RunSummary } from '@scratchpad/core/run';
import { createPaint, type Paint } from './paint.ts';
import { failuresTable, statsTable } from './summaryTables.ts';
import { bytesText, durationText } from './unitTexts.ts';

/** How the terminal shows a run. */
export interface CliReporterOptions {
  readonly color: 'auto' | 'on' | 'off';
  /** Signs out of ASCII only. */
  readonly isPlain: boolean;
  readonly isVerbose: boolean;
  /** `cli-no-summary`, `cli-no-assertions` and their like. */
  readonly reporterOptions: Readonly<Record<string, string | true>>;
}

/** Shows a run on standard output as it goes, and tables at its end. */
export function createCliReporter(
  name: string,
  summary: RunSummary,
  options: CliReporterOptions,
): (event: RunEvent) => void {
  const paint = createPaint(options.color);
  const isOff = (what: string) =>
    options.reporterOptions[`cli-${what}`] !== undefined ||
    options.reporterOptions[what] !== undefined;
  if (isOff('silent')) return () => undefined;
  const sign = options.isPlain
    ? { root: '>', folder: '[]', sub: '|', ok: 'v', quote: '|' }
    : { root: '→', folder: '❏', sub: '↳', ok: '✓', quote: '│' };
  let folder = '';

  return (event) => {
    switch (event.type) {
      case 'start':
        if (!isOff('no-banner')) print('scratchpad\n\n');
        print(`${name}\n`);
        return;
      case 'beforeIteration':
        if (event.cursor.cycles > 1) {
          print(
            `\n${paint.gray(`Iteration ${event.cursor.iteration + 1}/${event.cursor.cycles}`)}\n`,
          );
        }
        return;
      case 'beforeItem': {
        const parents = event.item.path.slice(1, -1).join(' / ');
        if (parents !== folder && parents !== '') print(`\n${sign.folder} ${parents}\n`);
        folder = parents;
        print(`\n${parents === '' ? sign.root : sign.sub} ${event.item.name}\n`);
        return;
      }
      case 'item':
        if (event.isSkipped) print(`  ${paint.cyan('[skipped]')}\n`);
        return;
      case 'request':
        print(requestLine(event, paint));
        if (options.isVerbose) print(detailLines(event, paint));
        return;
      case 'assertion':
        if (!isOff('no-assertions')) print(assertionLine(event, isOff('no-success-assertions')));
        return;
      case 'script':
        if (event.error) {
          print(`${paint.red(`${number()}⠄ ${event.error.name} in ${event.listen}-script`)}\n`);
        }
        return;
      case 'exception':
        // Counted as nothing, as in the field; a person should see it all the same.
        print(
          paint.red(
            `  ! ${event.error.name}: ${event.error.message} (after the script had ended)\n`,
          ),
        );
        return;
      case 'console':
        if (!isOff('no-console')) print(consoleLines(event));
        return;
      case 'scripts':
        if (event.listen === 'test' && typeof event.nextRequest === 'string') {
          print(`\n${paint.gray(`Attempting to set next request to ${event.nextRequest}`)}\n`);
        }
        return;
      case 'done':
        if (!isOff('no-summary')) print(`\n${statsTable(summary, paint, options.isPlain)}`);
        if (!isOff('no-failures') && summary.failures.length > 0) {
          print(`\n${failuresTable(summary.failures, paint)}`);
        }
        return;
      default:
    }
  };

  function assertionLine(
    { name: test, isSkipped, error }: Extract<RunEvent, { type: 'assertion' }>,
    isQuiet: boolean,
  ): string {
    if (error) return `${paint.red(`${number()}. ${test}`)}\n`;
    if (isQuiet) return '';
    return isSkipped
      ? `  ${paint.cyan(`-  [skipped] ${test}`)}\n`
      : `  ${paint.green(sign.ok)}  ${paint.gray(test)}\n`;
  }

  function consoleLines({ level, args }: Extract<RunEvent, { type: 'console' }>): string {
    const text = args.map((arg) => inspectArg(arg, paint.isOn)).join(', ');
    const color =
      { error: paint.red, warn: paint.yellow, info: paint.cyan }[level as string] ?? paint.gray;
    const lines = text.split('\n').map((line) => `  ${color(sign.quote)} ${line}`);
    return `${lines.join('\n')}\n`;
  }

  function number(): string {
    return String(summary.failures.length).padStart(3);
  }
}

function requestLine({ exchange }: Extract<RunEvent, { type: 'request' }>, paint: Paint): string {
  const { method, url, response, error } = exchange;
  const start = `  ${paint.gray(`${method} ${url}`)}`;
  if (!response)
    return `${start} ${paint.red('[errored]')}\n     ${paint.red(error?.message ?? '')}\n`;
  const { status, statusText, sizes, timings } = response;
  const size = sizes.responseHeaderBytes + sizes.responseBodyBytes;
  const result = `[${status} ${statusText}, ${bytesText(size)}, ${durationText(timings.totalMs)}]`;
  return `${start} ${paint.gray(result)}\n`;
}

function detailLines({ exchange }: Extract<RunEvent, { type: 'request' }>, paint: Paint): string {
  return exchange.hops
    .flatMap(({ request, response }) => [
      `    ${request.method} ${request.url}`,
      ...request.headers.map(([name, value]) => `    > ${name}: ${value}`),
      `    ${response.status} ${response.statusText}`,
      ...response.headers.map(([name, value]) => `    < ${name}: ${value}`),
    ])
    .map((line) => `${paint.gray(printable(line))}\n`)
    .join('');
}

function inspectArg(arg: unknown, colors: boolean): string {
  return inspect(typeof arg === 'string' ? printable(arg) : arg, { colors });
}

/** What a server or script says must not steer the terminal. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

function print(text: string): void {
  process.stdout.write(text);
}
