/** Words of the palette. */
export const paletteWords = {
  groups: {
    open: 'Open tabs',
    requests: 'Requests',
    places: 'Collections, folders and environments',
    history: 'History',
    actions: 'Actions',
  },
  results: 'Results',
  sendWith: (name: string) => `Use ${name} for sending`,
  sendWithNone: 'Use no environment for sending',
  nothing: (query: string) => `Nothing matches "${query}".`,
  failed: 'failed',
  scopes: { actions: 'actions', places: 'environments', history: 'history' },
  move: 'move',
  open: 'open',
  docs: (name: string) => `Read the documentation of ${name}`,
  run: (name: string) => `Run ${name}`,
} as const;
