/** The tables at the end of a run. */
import type { RunFailure, RunSummary } from '@scratchpad/core/run';
import type { Paint } from './paint.ts';
import { bytesText, durationText } from './unitTexts.ts';

const ROWS = [
  ['iterations', 'iterations'],
  ['requests', 'requests'],
  ['testScripts', 'test-scripts'],
  ['prerequestScripts', 'prerequest-scripts'],
  ['assertions', 'assertions'],
] as const;
const WIDTHS = [25, 18, 17];

/** What was executed and what failed, and how long it took. */
export function statsTable(summary: RunSummary, paint: Paint, isPlain: boolean): string {
  const [side, line] = isPlain ? ['|', '-'] : ['│', '─'];
  const inner = WIDTHS.reduce((sum, width) => sum + width, 2);
  const rule = (left: string, middle: string, right: string) =>
    isPlain
      ? `+${'-'.repeat(inner)}+`
      : left + WIDTHS.map((width) => line.repeat(width)).join(middle) + right;
  const cells = (texts: readonly string[], color: (text: string, i: number) => string) =>
    side + texts.map((text, i) => color(`${text} `.padStart(WIDTHS[i] ?? 0), i)).join(side) + side;
  const wide = (text: string) => `${side} ${text.padEnd(inner - 1)}${side}`;

  const lines = [rule('┌', '┬', '┐'), cells(['', 'executed', 'failed'], (text) => text)];
  for (const [name, label] of ROWS) {
    const { total, failed } = summary.stats[name];
    const color = failed > 0 ? paint.red : paint.green;
    lines.push(
      rule('├', '┼', '┤'),
      cells([label, String(total), String(failed)], (text, i) => {
        if (i === 0) return color(text);
        return i === 2 && failed > 0 ? paint.red(text) : text;
      }),
    );
  }
  lines.push(rule('├', '┴', '┤'));
  const flat = rule('├', isPlain ? '-' : '─', '┤');
  const { timings } = summary;
  const texts = [
    `total run duration: ${durationText(summary.completedAt - summary.startedAt)}`,
    `total data received: ${bytesText(summary.responseBytes)} (approx)`,
    ...phaseTexts(timings),
  ];
  lines.push(texts.map(wide).join(`\n${flat}\n`), rule('└', isPlain ? '-' : '─', '┘'));
  return `${lines.join('\n')}\n`;
}

function phaseTexts(timings: Readonly<Record<string, number>>): string[] {
  const phases = [['response', 'average response time']] as const;
  return phases.flatMap(([name, label]) => {
    const [average, min, max, sd] = ['Average', 'Min', 'Max', 'Sd'].map((what) =>
      durationText(timings[name + what] ?? 0),
    );
    return (timings[`${name}Average`] ?? 0) > 0
      ? [`${label}: ${average} [min: ${min}, max: ${max}, s.d.: ${sd}]`]
      : [];
  });
}

/** Every failure: what, why, where. */
export function failuresTable(failures: readonly RunFailure[], paint: Paint): string {
  const width = String(failures.length).length;
  const rows = failures.map(({ error, at, item, cursor }, i) => {
    const indent = ' '.repeat(width + 3);
    const details = [
      ...(error.test === undefined ? [] : [error.test]),
      paint.gray(error.message),
      paint.gray(`at ${at}`),
      paint.gray(`inside "${item.path.slice(1).join(' / ')}"`),
      ...(cursor.cycles > 1 ? [paint.gray(`iteration ${cursor.iteration + 1}`)] : []),
    ];
    const lines = details
      .flatMap((detail) => detail.split('\n'))
      .map((line) => `${indent}${line}\n`);
    return `${String(i + 1).padStart(width + 1)}. ${paint.red(error.name)}\n${lines.join('')}`;
  });
  return `${' '.repeat(width)}#  ${paint.red('failure')}  detail\n\n${rows.join('\n')}`;
}
