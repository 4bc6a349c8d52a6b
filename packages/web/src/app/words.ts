/** Words of the shell. */
export const appWords = {
  pad: 'Scratch Pad',
  banner: "You're in the Scratch Pad.",
  bannerRest: 'Your work stays on this device.',
  bannerName: 'Scratch Pad status',
  dismissBanner: 'Hide this note',
  deviceOnly: 'On this device only',
  search: 'Search or run a command',
  workspaces: 'Workspaces',
  findWorkspace: 'Find a workspace',
  padOnly: (collections: number) =>
    `Only on this device · ${collections} ${collections === 1 ? 'collection' : 'collections'}`,
  noWorkspace: 'No workspace of that name.',
  settings: 'Settings',
  shortcuts: 'Keyboard shortcuts',
  about: 'About',
  collections: 'Collections',
  environments: 'Environments',
  history: 'History',
  trash: 'Trash',
  runner: 'Runner',
  runName: (name: string) => `Run: ${name}`,
  globals: 'Globals',
  saved: 'Saved on this device',
  saving: 'Saving',
  loading: 'Opening the pad',
  notSaved: 'Not saved',
  retry: 'Try again',
  exportNow: 'Export',
  agentConnected: 'Agent connected',
  agentConnecting: 'Looking for the agent',
  agentAbsent: 'No agent',
  agentHelp:
    "The agent isn't running, so only what the browser allows can be sent. Start it with npm start in the Scratchpad folder; this page connects by itself.",
  agentHelpElsewhere:
    'A workspace server serves this page, and it sends no requests for you: now the browser does, and only what it allows. Run the agent on this computer and pair it with this page to send everything.',
  agentHelpPaired: (url: string) =>
    `This page is paired with the agent at ${url}, which does not answer, so only what the browser allows can be sent. Start it with npm start; this page connects by itself. If it no longer knows this page, pair again.`,
  agentPaired: (url: string) =>
    `The agent at ${url} sends the requests of this page. They were paired by a code.`,
  pairAgent: 'Pair with an agent',
  unpairAgent: 'End the pairing',
  checkAgain: 'Check again',
  noEnvironment: 'No environment',
  environment: 'Environment',
  manageEnvironments: 'Edit environments',
  newTab: 'New request',
  allTabs: 'All tabs',
  closeTab: (name: string) => `Close ${name}`,
  untitled: 'Untitled request',
  toggleSidebar: 'Show or hide the sidebar',
  resizeSidebar: 'Width of the sidebar',
  skip: 'Skip to the main area',
  quarantined: (rows: number) =>
    `${rows} damaged ${rows === 1 ? 'record' : 'records'} on this device could not be read and ${rows === 1 ? 'was' : 'were'} put aside. Everything else was loaded.`,
  repaired: (rows: number) =>
    `${rows} damaged ${rows === 1 ? 'record was' : 'records were'} restored from ${rows === 1 ? 'its copy' : 'their copies'}. Nothing was lost.`,
  nearlyFull:
    'Storage on this device is nearly full. Delete history, or export and delete collections.',
  undo: 'Undo',
  draftsClosed: (count: number) =>
    count === 1 ? 'The draft is in the trash.' : `${count} drafts are in the trash.`,
  updateReady: 'A new version is ready.',
  reload: 'Reload',
  crashTitle: 'This part of the page stopped.',
  crashBody:
    'Your work is saved up to the last change. Reload to go on, or export everything first.',
} as const;
