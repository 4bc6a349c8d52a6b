import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';

export type { Logger } from 'pino';

/**
 * Structured logs, one JSON object a line. Nobody logs a header, a body or a path with a token in it; the redaction is
 * the second line of defence.
 */
export function createLogger(level: Config['LOG_LEVEL'], destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: [
        'password',
        'token',
        'ticket',
        'authorization',
        'cookie',
        '*.password',
        '*.token',
        '*.ticket',
      ],
    },
    // Stdout belongs to commands.
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
}
