/** Words of logging in, workspaces and the import step. */
const changes = (count: number) => `${count} ${count === 1 ? 'change' : 'changes'}`;
const items = (count: number) => `${count} ${count === 1 ? 'item' : 'items'}`;

const FIELD_NAMES: Readonly<Record<string, string>> = {
  name: 'Name',
  method: 'Method',
  baseUrl: 'URL',
  bodyMode: 'Kind of body',
  'auth.type': 'Kind of authorization',
  place: 'Place',
  'deleted here': 'Deleted in the workspace',
  'deleted upstream': 'Deleted in the Scratch Pad',
  params: 'Parameter',
  pathVariables: 'Path variable',
  headers: 'Header',
  urlencoded: 'Form field',
  formdata: 'Form field',
  subprotocols: 'Subprotocol',
  messages: 'Message',
  variables: 'Variable',
  auth: 'Authorization',
  settings: 'Setting',
};

/** A field of a merge by people's names: `headers.Accept.value` is the header Accept. */
function fieldName(field: string): string {
  const known = FIELD_NAMES[field];
  if (known !== undefined) return known;
  const [first = '', ...rest] = field.replace(/\.value$/, '').split('.');
  const kind = FIELD_NAMES[first];
  return kind !== undefined && rest.length > 0
    ? `${kind} · ${rest.join('.')}`
    : [first, ...rest].join('.');
}

export const workspaceWords = {
  // banner
  banner: "You're in the Scratch Pad",
  loggedOut: "because you're not logged in. Your work stays on this device.",
  unreachable: (server: string) => `because ${server} doesn't answer. Trying again in 30 s.`,
  loggedIn: "and the workspaces you're logged in to don't see what is here.",
  logIn: 'Log in',
  tryNow: 'Try now',
  switch: 'Switch to a workspace',
  importInto: 'Import into workspace',
  viewerTitle: 'You can view this workspace.',
  viewerBody:
    'Sending requests works as usual. To change something, copy it to the Scratch Pad or ask an owner.',
  viewerReason:
    'You can view this workspace. To change something, copy it to the Scratch Pad or ask an owner.',
  removedTitle: 'You are no longer a member of this workspace.',
  removedBody: 'Its copy stays on this device until you log out and delete it.',
  sessionTitle: 'Your session has ended.',
  sessionBody: (server: string) =>
    `What you change is saved here and sent after you log in to ${server}.`,
  unknownCopy: 'This copy is no longer on this device.',
  keptReason: 'The server did not take this copy. Copy what you need to the Scratch Pad.',
  keptTitle: (name: string, date: string) => `A copy of ${name}, kept on ${date}.`,
  keptBody: (count: number, reason: string | null) =>
    count === 0 && reason !== null
      ? reason
      : `The server did not take ${changes(count)} in it: ${reason ?? 'you can only view that workspace now.'}`,
  keptToast: (name: string, count: number) =>
    `The server did not take ${changes(count)} in ${name}. They are kept as a copy on this device.`,
  openCopy: 'Open the copy',
  copyAll: 'Copy all to Scratch Pad',
  copiedAll: (count: number) => `Copied ${items(count)} to the Scratch Pad`,
  deleteCopy: 'Delete this copy',
  deletedCopy: (name: string) => `Deleted the copy of ${name}`,
  keptCopies: 'Kept copies',
  keptDetail: (date: string, count: number) => `${date}, ${changes(count)} not taken`,
  refusedCode: (code: number) =>
    code === 1009
      ? 'It is more than the server takes at once.'
      : 'It does not fit what the server has.',
  unknownWorkspace: 'This device does not know that workspace. Log in to its server to open it.',
  workspaceStatus: 'Workspace status',

  // menu
  create: 'Create a workspace',
  logInHere: 'Log in to a server',
  logInElsewhere: 'Log in to another server',
  logInAgain: (server: string) => `Log in to ${server}`,
  members: 'Members and invites',
  roles: { owner: 'Owner', editor: 'Editor', viewer: 'Viewer' },
  notReachable: (time: string) => `Not reachable since ${time}`,
  loggedOutHere: 'Logged out',
  notOpened: 'Not on this device yet',
  onDevice: 'Copy on this device',
  unsentHere: (count: number) => `${changes(count)} saved here`,
  noWorkspaces: 'No workspaces yet.',

  // sync
  upToDate: 'Up to date',
  connecting: 'Connecting',
  sending: (count: number) => `Sending ${changes(count)}`,
  offline: 'Offline',
  offlineWith: (count: number) => `Offline, ${changes(count)} saved here`,
  loggedOutWith: (count: number) =>
    count === 0 ? 'Logged out' : `Logged out, ${changes(count)} saved here`,
  notSending: 'Not sent',
  savedHere: 'Saved here',
  savedHereDetail: 'In this browser.',
  reached: 'Reached the server',
  reachedAll: (server: string) => `${server} has all changes.`,
  reachedNot: (count: number, server: string) => `${changes(count)} on the way to ${server}.`,
  reachedLater: (count: number, server: string) =>
    count === 0
      ? `${server} doesn't answer. Nothing waits to be sent.`
      : `${server} doesn't answer. ${changes(count)} will be sent when it does.`,
  receivedBy: (count: number, of: number) => `Received by ${count} of ${of}`,
  receivedHint: 'Of those who are here now. Others get it when they come.',
  hasChanges: 'has your changes',
  lacksChanges: 'not yet',
  here: 'Here now',
  openAt: (names: string) => `${names} ${names.includes(',') ? 'have' : 'has'} this open`,
  looksAt: (place: string) => `in ${place}`,
  peers: (names: string) => `Also here: ${names}`,
  account: (name: string) => `Account of ${name}`,
  logOut: 'Log out',
  logOutOf: (server: string) => `Log out of ${server}`,

  // log in
  loginTitle: 'Log in to a workspace server',
  address: 'Server address',
  addressHint: "Ask whoever runs your team's server.",
  email: 'Email',
  password: 'Password',
  name: 'Your name',
  passwordHint: 'At least 10 characters.',
  padNote: 'Logging in changes nothing in your Scratch Pad and sends nothing from it.',
  haveInvite: 'I have an invite or setup link',
  haveAccount: 'I have an account',
  joinTitle: 'Join with a link',
  linkLabel: 'Invite or setup link',
  linkHint: 'An owner of the workspace, or whoever set up the server, gives it to you.',
  badLink: 'This is not an invite or setup link. Copy the whole link, with what follows the #.',
  setupTitle: 'Set up the server',
  setupIntro: (server: string) => `You make the first account on ${server} and can invite others.`,
  setupSubmit: 'Set up and log in',
  inviteTitle: 'Join a workspace',
  inviteIntro: (server: string) => `An invite to a workspace on ${server}.`,
  inviteAs: (name: string, email: string) => `You join as ${name} (${email}).`,
  inviteSubmit: 'Join',
  continue: 'Continue',

  // log out
  logOutTitle: (server: string) => `Log out of ${server}`,
  logOutPad: 'Your Scratch Pad stays as it is.',
  copiesQuestion: 'Copies of workspaces on this device',
  copiesKeep: 'Keep them',
  copiesKeepDetail: 'You can go on reading and editing them here.',
  copiesDelete: 'Delete them from this device',
  copiesDeleteDetail: 'The server keeps the workspaces.',
  unsentWarning: 'These changes have not reached the server and would be lost:',
  unsentOf: (name: string, count: number) => `${name}: ${changes(count)}`,
  keptOf: (name: string, count: number) => `${name}, kept copy: ${changes(count)}`,
  loseThem: 'Delete these changes too',

  // account, settings
  accountSettings: 'Password and sessions',
  accountSettingsOn: (server: string) => `Password and sessions on ${server}`,
  accountTitle: (server: string) => `Your account on ${server}`,
  passwordHead: 'Password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  changePassword: 'Change password',
  passwordChanged: 'Changed the password. Sessions elsewhere have ended.',
  sessionsHead: 'Sessions',
  thisSession: 'This one',
  lastSeen: (time: string) => `last seen ${time}`,
  endSession: 'End',
  endSessionOf: (device: string) => `End the session of ${device}`,
  unknownDevice: 'A program',
  deviceOf: (browser: string, system: string) => `${browser} on ${system}`,
  workspaceSettings: 'Workspace settings',
  workspaceSettingsTitle: (name: string) => `Settings of ${name}`,
  rename: 'Rename',
  renamed: (name: string) => `Renamed to ${name}`,
  leaveHead: 'Leave',
  leaveBody:
    'Others go on without you; an owner can invite you again. Its copy goes from this device.',
  leave: 'Leave the workspace',
  left: (name: string) => `You left ${name}`,
  deleteHead: 'Delete',
  deleteBody: (name: string) =>
    `For everybody, with all that is in it, and not to be taken back. Type ${name} to go on.`,
  deleteConfirm: 'Name of the workspace',
  deleteWorkspace: 'Delete the workspace',
  workspaceDeleted: (name: string) => `Deleted ${name}`,

  // create, members
  createTitle: 'Create a workspace',
  workspaceName: 'Name',
  createSubmit: 'Create',
  cancel: 'Cancel',
  close: 'Close',
  membersTitle: (name: string) => `Members of ${name}`,
  inviteLabel: 'Invite by link',
  inviteRole: 'Role of who joins',
  inviteMake: 'Make link',
  inviteOnce: 'This link lets one person in, within 7 days. It is shown only now.',
  inviteLink: 'Invite link',
  copy: 'Copy',
  copied: 'Copied the link.',
  roleOf: (name: string) => `Role of ${name}`,
  remove: (name: string) => `Remove ${name}`,
  removed: (name: string) => `Removed ${name}.`,
  you: '(you)',

  // activity
  activityEntry: 'Activity',
  activityTitle: (name: string) => `Activity in ${name}`,
  somebody: 'somebody',
  activity: {
    created: (who: string, name: string) => `${who} created the workspace ${name}`,
    renamed: (who: string, name: string) => `${who} renamed it to ${name}`,
    invited: (who: string, role: string) => `${who} made an invite link: ${role}`,
    joined: (who: string, role: string) => `${who} joined: ${role}`,
    roleChanged: (who: string, member: string, from: string, to: string) =>
      `${who} changed the role of ${member} from ${from} to ${to}`,
    leftIt: (who: string) => `${who} left`,
    removedFrom: (who: string, member: string) => `${who} removed ${member}`,
    restored: 'The server was restored from a backup',
    restoreEnded: 'The time in which older changes are taken after a restore has ended',
    other: (who: string, action: string) => `${who}: ${action}`,
  },

  // import step
  importTitle: 'Import into workspace',
  target: 'Workspace',
  filter: 'Filter',
  selectAll: 'Select all',
  collections: 'Collections',
  environments: 'Environments',
  suggested: 'Suggested by what you chose',
  usedBy: (count: number) => `used by ${count}`,
  counts: { add: 'to add', update: 'to update', unchanged: 'unchanged', conflicts: 'both changed' },
  actions: { add: 'Add', 'add-again': 'Add again', update: 'Update', unchanged: 'Unchanged' },
  bothChanged: 'Both sides changed',
  bothChangedHint:
    'Scripts, bodies and descriptions merge by themselves. Only fields that hold one value need a choice.',
  lastImport: 'Last import',
  padSide: 'Scratch Pad',
  takeAllPad: 'Take the Scratch Pad in all',
  keepAllWorkspace: 'Keep the workspace in all',
  notThere: 'not there',
  emptyValue: 'empty',
  moreConflicts: (count: number) =>
    `${count} more are not shown; the two buttons decide them as well.`,
  fields: (count: number) => `${count} ${count === 1 ? 'field' : 'fields'}`,
  fieldName,
  chosenOf: (ticked: number, total: number) => `${ticked} of ${total}`,
  deletedInPad: 'Deleted in the Scratch Pad',
  deletedInPadHint: "Goes to the workspace's trash",
  andMore: (count: number) => `and ${count} more`,
  comparing: 'Comparing with the workspace',
  secretsTitle: 'Current values and secrets',
  secretsHint: 'Left out unless you tick them',
  secret: 'Secret. The whole workspace could read it',
  looksSecret: 'Looks like a secret, not marked as one',
  currentValue: 'Becomes the shared initial value',
  bring: (name: string) => `Bring ${name} along`,
  noSecrets: 'Nothing here has a current value or looks like a secret.',
  nothingChosen: 'Choose what to import on the left.',
  emptyPad: 'The Scratch Pad has no collections and no environments yet.',
  importItems: (count: number) => `Import ${items(count)}`,
  nothingToImport: 'Nothing to import',
  importing: 'Importing',
  importingStep: (name: string) => `Writing ${name}`,
  allOrNothing: 'All or nothing: cancelling leaves the workspace as it was.',
  keepsCopyUndo: 'Your Scratch Pad keeps its own copy. Undo is possible after the import.',
  imported: (count: number, name: string) => `Imported ${items(count)} into ${name}`,
  show: 'Show',
  undo: 'Undo',
  undone: 'The import was taken back.',
  undoClosed:
    'The workspace was closed meanwhile: its update cannot be taken back from here any more. Undo, or the trash, can.',

  // errors
  errors: {
    unreachable: (server: string) =>
      `Nothing answers at ${server}. Check the address and your network; nothing was sent.`,
    unreachableSecure: (server: string) =>
      `Nothing answers at ${server}, or this browser does not trust its certificate: open https://${server} in a tab to see which. Nothing was sent.`,
    cors: (server: string, page: string) =>
      `${server} answers, but does not let pages of ${page} in. Whoever runs it can add that address to ALLOWED_ORIGINS.`,
    'not-a-server': (server: string) =>
      `What answers at ${server} is not a Scratchpad workspace server. Check the address.`,
    badAddress: 'This is not an address. It looks like sync.example.com or 127.0.0.1:4200.',
    'wrong-login':
      "This email and password don't match an account here. Check both, or ask an owner to reset your password.",
    'too-many-requests': (minutes: number) =>
      `Too many tries. Come back in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}; your Scratch Pad works meanwhile.`,
    'setup-done': 'This server has been set up already. Log in instead.',
    'wrong-setup-token':
      'This is not the setup token that the server printed. Copy the link from its log again.',
    'wrong-password': 'This is not your current password.',
    'invite-gone': 'This invite was used or has expired. Ask an owner for a new one.',
    'invite-for-other': 'This invite is for another email address.',
    'email-taken': 'There is an account with this email. Log in first, then open the link again.',
    'last-owner': 'A workspace needs an owner. Make somebody else an owner first.',
    unauthorized: 'Your session has ended. Log in again.',
    email: 'This is not an email address.',
    password: 'A password has at least 10 characters.',
    name: 'Say how others should see you.',
  },
} as const;
