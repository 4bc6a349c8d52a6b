/** What scripts say to people. */
export const scriptWords = {
  frame: 'Scripts',
  notLoaded:
    'What scripts need could not be loaded. Reload the page while you are online; afterwards it works offline too.',
  notConfined:
    'Scripts do not run here, because whoever serves this page leaves out the headers that confine them. The agent (npm start) sends them.',
  noStart: 'The place that scripts run in did not start. Reload the page.',
  skipped: 'A script skipped this request. pm.execution.skipRequest was called before it was sent.',
  stopped: 'The scripts were stopped. The answer is whole.',
  prerequestFailed: (owner: string, message: string) =>
    `The pre-request script of ${owner || 'this request'} failed. ${message} Nothing was sent.`,
  which: 'Script',
  names: { prerequest: 'Pre-request', test: 'Tests' },
  editors: { prerequest: 'Pre-request script', test: 'Test script' },
  hints: {
    prerequest: 'Runs before the request is sent. Type pm. to see what there is.',
    test: 'Runs after the response came. Type pm. to see what there is.',
  },
  inherited: 'Scripts of the collection run first, then those of folders, then these.',
  group: 'They run for every request in here.',
  snippets: 'Snippets',
  lastRun: 'Last run',
  passed: (count: number) => `${count} passed`,
  failed: (count: number) => `${count} failed`,
  line: (line: number) => `line ${line}`,
  timeLimit: 'Time limit of a script',
  timeLimitText: 'A script that runs longer is ended, and its request goes on.',
  noLimit: 'None',
  seconds: (seconds: number) =>
    seconds < 60 ? `${seconds} s` : `${seconds / 60} ${seconds === 60 ? 'minute' : 'minutes'}`,
} as const;
