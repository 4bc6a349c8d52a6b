/** What scripts say to people. */
export const scriptWords = {
  frame: 'Scripts',
  notLoaded:
    'What scripts need could not be loaded. Reload the page while you are online; afterwards it works offline too.',
  notConfined:
    'Scripts do not run here, because whoever serves this page leaves out the headers that confine them. The agent (npm start) sends them.',
  noStart: 'The place that scripts run in did not start. Reload the page.',
} as const;
