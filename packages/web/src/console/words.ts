/** What the console says to people. */
export const consoleWords = {
  name: 'Console',
  close: 'Close the console',
  clear: 'Clear the console',
  filter: 'Filter the console',
  level: 'Level',
  levels: { all: 'All', log: 'Log', info: 'Info', warn: 'Warnings', error: 'Errors' },
  empty: 'Nothing yet. Requests and what scripts log with console.log appear here.',
  noMatch: 'Nothing matches the filter.',
  entries: 'Console entries',
  errors: (count: number) => `${count} ${count === 1 ? 'error' : 'errors'}`,
  height: 'Height of the console',
  scripts: { prerequest: 'Pre-request script', test: 'Test script' },
  scriptError: (script: string, owner: string, error: string) =>
    owner === '' ? `${script}: ${error}` : `${script} of ${owner}: ${error}`,
  connection: 'Connection',
  throughProxy: (proxy: string) => `Through the proxy ${proxy}`,
  untrusted: (subject: string, reason: string) =>
    `The certificate of ${subject} is not trusted (${reason}), and the request says not to verify it.`,
  sentHeaders: 'Request headers',
  sentBody: 'Request body',
  receivedHeaders: 'Response headers',
  receivedBody: 'Response body',
  error: 'Error',
  notes: 'Notes',
  hop: (index: number, count: number) => `Request ${index} of ${count}`,
} as const;
