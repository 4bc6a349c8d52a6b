/** Words of the settings. */
export const settingsWords = {
  sections: {
    appearance: 'Appearance',
    scripts: 'Scripts',
    proxy: 'Proxy',
    certificates: 'Certificates',
    cookies: 'Cookies',
    data: 'Data',
    shortcuts: 'Shortcuts',
    about: 'About',
  },
  theme: 'Theme',
  themes: { auto: 'Like the system', light: 'Light', dark: 'Dark' },
  exportTitle: 'Export data',
  exportText:
    'One JSON file, written here and now, also offline. Current values and history stay out of it.',
  collections: 'Collections',
  collectionsDetail: (collections: number, requests: number) =>
    `${collections}, with ${requests} ${requests === 1 ? 'request' : 'requests'}`,
  environments: 'Environments',
  environmentsDetail: (environments: number) => `${environments}, and globals`,
  import: 'Import...',
  storageTitle: 'Storage used',
  persistent: "Persistent: the browser won't clear it",
  notPersistent: 'The browser may clear it when the disk is full',
  askPersistent: 'Ask the browser to keep it',
  refused: 'The browser said no for now. Using the app often, or installing it, makes it say yes.',
  used: (used: string, quota: string) => `${used} of ${quota}`,
  unknownStorage: 'This browser does not say how much is used.',
  nearlyFull:
    'Storage is nearly full. Delete history or export and delete collections before it ends.',
  historyTitle: 'History',
  historyText: (used: string) =>
    `${used} used. When the limit is reached, the oldest entries go first.`,
  historyLimit: 'Size limit',
  damageTitle: 'Damaged records',
  aboutText:
    'An API client that works before you log in. Everything you make stays on this device, in this browser, until you export it.',
  version: (version: string) => `Version ${version}`,
  agent: (version: string | null) =>
    version === null ? 'No agent is connected.' : `Agent ${version} is connected.`,
  noNetwork:
    'The app opens no connection of its own. Only what you send leaves this device, through the agent on this machine.',
} as const;
