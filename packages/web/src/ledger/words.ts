import type { Purpose } from './ledger.ts';

const purposes: Readonly<Record<Purpose, string>> = {
  request: 'Sent requests',
  agent: 'Agent',
  server: 'Workspace server',
  update: 'Update check',
  page: 'Files of the app',
  unnamed: 'Unnamed',
};

/** Words of the network ledger. */
export const ledgerWords = {
  title: 'What this app connected to',
  text: 'Every connection that the page made, or the agent for it, by purpose and host. The list is on this device only. The browser checks it: what it loaded and no part of the app named stands here as unnamed.',
  limits:
    'Not listed: what a visualization loads in its own frame after you allowed it, and what the agent and the workspace server do for others.',
  purposes,
  columns: { purpose: 'Purpose', host: 'Host', count: 'Times', last: 'Last' },
  viaAgent: 'through the agent',
  none: 'None yet.',
  clear: 'Clear the list',
  unread: (message: string) => `The list of earlier visits could not be read: ${message}`,
} as const;
