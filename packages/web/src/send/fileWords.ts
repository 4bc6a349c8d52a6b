/** Words of the working folder. */
export const fileWords = {
  title: 'Working folder',
  local: 'Only on this device',
  text: 'Bodies that name a file are sent with the one of this folder, by its path in it. So collections from elsewhere find their files without a pick for each. Only files that a request names are read.',
  unsupported:
    'This browser gives pages no folders. Pick the files in the Body tab of each request; Chromium, Chrome and Edge have folders.',
  none: 'No folder is chosen.',
  choose: 'Choose a folder',
  chooseOther: 'Choose another folder',
  forget: 'Forget it',
  closed: 'The browser wants to be asked again before it lets this page read it.',
  open: 'Allow reading',
  refused: 'The browser did not allow it.',
  failed: (reason: string) => `The folder cannot be used: ${reason}`,
} as const;
