/** What sending says to people. */
export const sendWords = {
  agentRefused:
    'The agent answered in a way this page does not understand. Reload the page; if it stays, restart the agent.',
  agentGone:
    'The agent stopped answering. If it was closed, start it again with npm start; then send once more.',
  browserFailed:
    'The browser could not read an answer. Without the agent a request obeys the rules of web pages: the server must allow this page by CORS, and the reason stays hidden. Start the agent to send without these limits.',
  browserNoChallenge:
    'Digest and NTLM need the agent: the browser shows no challenge to a page, so this went out without an answer.',
  browserLimits:
    'Sent by the browser, because the agent is not running: no cookies, no redirect details, no timing phases, and some headers are set by the browser itself.',
  browserDropped: (names: readonly string[]) =>
    `The browser does not let a page set ${names.join(', ')}, so ${names.length === 1 ? 'it was' : 'they were'} left out.`,
  cancelled: 'Cancelled. The answer, if one was on its way, is not shown.',
  fileMissing: (name: string) =>
    `The file ${name} is not on this device. Files are picked on each device: choose it again in the Body tab.`,
  notRefreshed: (why: string) => `The token has expired and could not be refreshed. ${why}`,
  notSaved: 'The answer could not be put into the history. It stays here until the page closes.',
  tooLargeToKeep: 'The answer is larger than the history may be, so its body is not kept there.',
} as const;
