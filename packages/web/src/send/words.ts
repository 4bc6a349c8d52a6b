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
  browserNoUnix:
    'A browser reaches no Unix socket, so no request left this machine. Start the agent (npm start) and send again.',
  browserLimits:
    'Sent by the browser, because no agent sends for this page: no cookies, no redirect details, no timing phases, and some headers are set by the browser itself.',
  browserDropped: (names: readonly string[]) =>
    `The browser does not let a page set ${names.join(', ')}, so ${names.length === 1 ? 'it was' : 'they were'} left out.`,
  pairing: {
    title: 'Pair with an agent',
    close: 'Close',
    intro:
      'A browser cannot send every request, and the server of this page does not send yours. The agent on this computer can: start it with npm start in the Scratchpad folder, then ask it for a code.',
    address: 'Address of the agent',
    addressHint: 'npm start prints it.',
    ask: 'Ask for a code',
    asked: (url: string) =>
      `The agent at ${url} shows a code in its terminal. It is good for two minutes and for this page only.`,
    code: 'Code',
    pair: 'Pair',
    askAgain: 'Ask for a new code',
    done: 'Paired. The agent sends the requests of this page from now on.',
    ended: 'No longer paired. The browser sends the requests of this page.',
    badAddress:
      'The agent runs on this computer, so its address is 127.0.0.1 or localhost with a port, such as http://127.0.0.1:4100.',
    noAnswer: (url: string) =>
      `Nothing answers at ${url}, or the browser does not let this page ask. Start the agent with npm start, check the address, and allow access to this computer if the browser asks.`,
    noAgent: (url: string) =>
      `What answers at ${url} is not an agent that can be paired. Check the address; an older agent must be updated.`,
  },
  cancelled: 'Cancelled. The answer, if one was on its way, is not shown.',
  fileMissing: (name: string) =>
    `The file ${name} is not on this device. Choose it again in the Body tab, or a working folder that has it in the settings under Files.`,
  notRefreshed: (why: string) => `The token has expired and could not be refreshed. ${why}`,
  notSaved: 'The answer could not be put into the history. It stays here until the page closes.',
  tooLargeToKeep: 'The answer is larger than the history may be, so its body is not kept there.',
} as const;
