/** What the visualizer says to people. */
export const visualizerWords = {
  frame: 'Visualization',
  none: 'No visualization. A test script shows one with pm.visualizer.set(template, data).',
  tooLarge:
    'The visualization was too large to be kept in the history. Send the request again to see it.',
  confined: 'Drawn by a script in a sandboxed frame, without access to the page or the network.',
  remote:
    'Drawn by a script in a sandboxed frame. It may load from the network until this page closes.',
  blockedTitle: 'The visualization wants to load from the network',
  blocked: (places: readonly string[]) =>
    `From ${places.join(', ')}. What it loads may send the data of the answer there.`,
  allow: 'Allow for this request',
  failedTitle: 'The template could not be shown',
  notConfined:
    'Visualizations do not run here, because whoever serves this page leaves out the headers that confine them. The agent (npm start) sends them.',
  reload: 'Draw again',
} as const;
