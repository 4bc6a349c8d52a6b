import { isJsonObject, type JsonObject } from '@scratchpad/core';
import type { ConsoleLevel, RunEvent, RunExchange } from '@scratchpad/core/run';
import { consoleLog, type ConsoleEntryLevel } from './consoleLog.ts';
import { logText } from './logText.ts';
import { bodyPreview, requestLine } from './requestLine.ts';
import { consoleWords as words } from './words.ts';

/** A line is as long as a wide window, and no longer. */
const MAX_LINE = 300;

const LEVELS: Readonly<Partial<Record<ConsoleLevel, ConsoleEntryLevel>>> = {
  info: 'info',
  warn: 'warn',
  error: 'error',
};

/** Writes what a run reports into the console: requests, logs, errors of scripts. */
export function logRunEvent(event: RunEvent): void {
  switch (event.type) {
    case 'console': {
      if (event.level === 'clear') return consoleLog.clear();
      const level = LEVELS[event.level] ?? 'log';
      const full = event.args.map(logText).join(' ');
      const line = full.replaceAll(/\s*\n\s*/g, ' ').slice(0, MAX_LINE);
      const details = full === line ? null : full;
      return consoleLog.add({ level, source: event.item.name, text: line, details });
    }
    case 'request':
      return logExchange(event.exchange, event.item.name, event.source === 'script');
    case 'script':
      if (!event.error) return undefined;
      return consoleLog.add({
        level: 'error',
        source: event.item.name,
        text: words.scriptError(
          words.scripts[event.listen],
          event.owner,
          `${event.error.name}: ${event.error.message}`,
        ),
        details: null,
      });
    case 'exception': {
      const text = `${event.error.name}: ${event.error.message}`;
      return consoleLog.add({ level: 'error', source: event.item.name, text, details: null });
    }
    default:
      return undefined;
  }
}

function logExchange(exchange: RunExchange, source: string, isFromScript: boolean): void {
  const { response, error, hops, notes, request, method, url } = exchange;
  const status = response && `${response.status} ${response.statusText}`.trim();
  const details = {
    method,
    url,
    status,
    durationMs: response?.timings.totalMs ?? 0,
    sizeBytes: response?.body.length ?? 0,
    isFromScript,
    headers: headersOf(request),
    hops,
    responseHeaders: response?.headers ?? [],
    body: bodyText(request),
    responseBody: response ? bodyPreview(response.body) : '',
    error: error?.help ?? error?.message ?? null,
    notes,
  };
  const level = error ? 'error' : 'log';
  consoleLog.add({ level, source, text: requestLine(details), details });
}

function headersOf({ header }: JsonObject): [string, string][] {
  if (!Array.isArray(header)) return [];
  return header.flatMap((row): [string, string][] =>
    isJsonObject(row) && row['disabled'] !== true && typeof row['key'] === 'string'
      ? [[row['key'], typeof row['value'] === 'string' ? row['value'] : '']]
      : [],
  );
}

function bodyText({ body }: JsonObject): string {
  if (!isJsonObject(body)) return '';
  const { mode } = body;
  const content = typeof mode === 'string' ? body[mode] : undefined;
  if (typeof content === 'string') return bodyPreview(content);
  return content === undefined ? '' : bodyPreview(JSON.stringify(content, null, 2));
}
