/** What the code of requests says to people. */
export const snippetWords = {
  title: 'Code',
  hide: 'Hide the code',
  language: 'Language',
  variant: 'Library',
  code: 'Code of the request',
  copy: 'Copy the code',
  copied: 'Copied',
  options: 'Options',
  fill: 'Fill in variables',
  fillWhy:
    'Puts the values in the place of {{variables}}, secrets too. Otherwise they stay as written.',
  failed: 'The code generators could not be loaded. Go online once, so that they are kept here.',
  signedNow: 'The signature in this code was made now, and servers take it for a short time only.',
  noScripts: 'Scripts do not run for this code: what they set is not in it.',
} as const;
